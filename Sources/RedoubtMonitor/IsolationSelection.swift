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
        _ image: EnclaveImage,
        request: LaunchRequest,
        link: HostLink
    ) -> Result<Launched, RefusalError> {
        guard let layout = ChannelLayout(payloadBytes: image.configuration.channelBytes) else {
            return .failure(RefusalError(.image("the channel's size is outside of its limits")))
        }
        let channels: ChannelMemory
        do throws(SystemError) {
            channels = try ChannelMemory(
                layout: layout,
                threadCount: image.configuration.threadCount
            )
        } catch {
            return .failure(RefusalError(.system(error.description)))
        }
        var unavailable: [UnavailableIsolation] = []
        for level in request.acceptable {
            do throws(BackendError) {
                let parts = EnclaveParts(
                    image: image,
                    channels: channels,
                    level: level,
                    spinLimit: request.spinLimit,
                    link: link
                )
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
                level: level,
                unavailable: unavailable,
                threadCount: channels.threadCount,
                payloadBytes: layout.payloadBytes
            )
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
