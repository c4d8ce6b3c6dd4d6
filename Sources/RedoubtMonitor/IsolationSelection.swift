internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage

/// An enclave that runs.
struct Launched {
    let description: LaunchedEnclave
    let channels: ChannelMemory
}

/// Launches an enclave at the first level that can be had.
enum IsolationSelection {
    static func launch(
        _ image: EnclaveImage, request: LaunchRequest, link: HostLink
    ) -> Result<Launched, RefusalError> {
        guard let layout = ChannelLayout(payloadBytes: image.configuration.channelBytes) else {
            return .failure(RefusalError(.image("the channel's size is outside of its limits")))
        }
        let channels: ChannelMemory
        do throws(SystemError) {
            channels = try ChannelMemory(
                layout: layout, threadCount: image.configuration.threadCount)
        } catch {
            return .failure(RefusalError(.system(error.description)))
        }
        var unavailable: [UnavailableIsolation] = []
        for level in request.acceptable {
            do throws(BackendError) {
                let parts = EnclaveParts(
                    image: image, channels: channels, level: level, spinLimit: request.spinLimit,
                    link: link)
                try start(parts)
            } catch {
                switch error {
                case .unavailable(let reason):
                    unavailable.append(UnavailableIsolation(level, reason: reason))
                    continue
                case .failed(let reason):
                    return .failure(RefusalError(.system(reason)))
                }
            }
            let description = LaunchedEnclave(
                level: level, unavailable: unavailable, threadCount: channels.threadCount,
                payloadBytes: layout.payloadBytes)
            return .success(Launched(description: description, channels: channels))
        }
        return .failure(RefusalError(.isolation(unavailable)))
    }

    private static func start(_ parts: EnclaveParts) throws(BackendError) {
        switch parts.level.backend {
        case .virtualization: try VirtualizationBackend.start(parts)
        case .process: try ProcessBackend.start(parts)
        }
    }
}

/// What a backend needs to launch an enclave.
struct EnclaveParts: Sendable {
    let image: EnclaveImage
    let channels: ChannelMemory
    let level: IsolationLevel
    let spinLimit: UInt32
    let link: HostLink

    /// A fault as it may be reported: an enclave that is not a debug one keeps its addresses to itself.
    func fault(
        _ cause: StopReason.Fault.Cause, instruction: UInt64?, address: UInt64?
    ) -> StopReason {
        guard image.configuration.isDebug else { return .fault(StopReason.Fault(cause)) }
        return .fault(StopReason.Fault(cause, instruction: instruction, address: address))
    }

    /// What a bad access at an address is called.
    func cause(ofAccessTo address: UInt64) -> StopReason.Fault.Cause {
        let base = AddressSpace.enclave
        guard address >= base, address < base + UInt64(image.layout.sizeBytes) else {
            return .memoryAccess
        }
        return image.layout.isStackGuard(Int(address - base)) ? .stackOverflow : .memoryAccess
    }
}

/// Why a backend did not launch an enclave.
enum BackendError: Error {
    /// This machine, or this user, cannot have the level. The text says what to do about it.
    case unavailable(String)
    /// It should have worked.
    case failed(String)
}
