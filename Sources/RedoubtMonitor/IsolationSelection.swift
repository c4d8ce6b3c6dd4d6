internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage
internal import RedoubtKeys

/// An enclave that runs.
struct Launched {
    let description: LaunchedEnclave
    let channels: ChannelMemory
    /// Opened once the monitor is jailed.
    let gate: StartGate
    /// Where its threads are put back to their start; nil if the backend has no way to.
    let resets: ResetPoint?
    /// What the backend's threads use.
    let descriptorsInUse: [Int32]
}

/// Launches an enclave at the first level that can be had.
enum IsolationSelection {
    static func launch(
        _ admitted: AdmittedImage,
        request: LaunchRequest,
        keys: KeyPages,
        mode: PlatformMode,
        link: HostLink
    ) throws(RefusalError) -> Launched {
        let image = admitted.image
        guard let layout = ChannelLayout(payloadBytes: image.configuration.channelBytes) else {
            throw RefusalError(.image("the channel's size is outside of its limits"))
        }
        let channels: ChannelMemory
        do throws(SystemError) {
            channels = try ChannelMemory(
                layout: layout,
                threadCount: image.configuration.threadCount
            )
        } catch {
            throw RefusalError(.system(error.description))
        }
        let gate = StartGate()
        let resets = ResetPoint(threadCount: image.configuration.threadCount)
        var unavailable: [UnavailableIsolation] = []
        for level in request.acceptable {
            if let minimum = image.configuration.minimumIsolation, !level.isAtLeast(minimum) {
                unavailable.append(
                    UnavailableIsolation(level, reason: "the image accepts no less than \(minimum)")
                )
                continue
            }
            let descriptorsInUse: [Int32]
            do throws(BackendError) {
                let parts = EnclaveParts(
                    image: image,
                    identity: admitted.identity,
                    channels: channels,
                    level: level,
                    mode: mode,
                    spinLimit: request.spinLimit,
                    link: link,
                    gate: gate,
                    resets: resets
                )
                descriptorsInUse = try start(parts, keys)
            } catch {
                switch error {
                case .unavailable(let reason):
                    unavailable.append(UnavailableIsolation(level, reason: reason))
                    continue
                case .refusedImage(let reason):
                    throw RefusalError(.image(reason))
                case .failed(let reason):
                    throw RefusalError(.system(reason))
                }
            }
            let description = LaunchedEnclave(
                identity: admitted.identity,
                level: level,
                unavailable: unavailable,
                threadCount: channels.threadCount,
                payloadBytes: layout.payloadBytes,
                memoryBytes: UInt64(image.layout.memoryBytes)
            )
            return Launched(
                description: description,
                channels: channels,
                gate: gate,
                resets: level.backend == .virtualization ? resets : nil,
                descriptorsInUse: descriptorsInUse
            )
        }
        throw RefusalError(.isolation(unavailable))
    }

    private static func start(
        _ parts: EnclaveParts,
        _ keys: KeyPages
    ) throws(BackendError) -> [Int32] {
        let pages: KeyPages
        do throws(SystemError) {
            // Next to an enclave in ordinary memory, memfd_secret would only keep the machine from hibernating.
            pages = parts.level.memory == .private ? keys : try keys.ordinary()
        } catch {
            throw .failed(error.description)
        }
        let descriptors =
            switch parts.level.backend {
            case .virtualization: try VirtualizationBackend.start(parts, pages)
            case .process: try ProcessBackend.start(parts, pages)
            }
        if pages !== keys {
            keys.wipe()
            keys.discard()
        }
        return descriptors
    }
}
