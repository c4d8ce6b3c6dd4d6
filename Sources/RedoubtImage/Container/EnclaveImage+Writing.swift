internal import RedoubtABI

extension EnclaveImage {
    /// The image as a file.
    public func encoded() -> [UInt8] {
        var bytes = signedHeader
        bytes += signature?.encoded() ?? []
        bytes += [UInt8](repeating: 0, count: ImageHeader.sizeBytes - bytes.count)
        for segment in segments {
            bytes += segment.contents
        }
        return bytes
    }

    static func header(
        configuration: EnclaveConfiguration,
        measurement: Measurement,
        entryOffset: Int,
        segments: [Segment],
        components: [CodeComponent]
    ) -> [UInt8] {
        var bytes = ImageHeader.magic
        func append<Value: FixedWidthInteger>(_ value: Value) {
            for shift in stride(from: 0, to: Value.bitWidth, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value >> shift))
            }
        }
        func fill(to offset: Int) {
            bytes += [UInt8](repeating: 0, count: offset - bytes.count)
        }
        append(ImageHeader.version)
        append(configuration.allowsDebug ? ImageHeader.allowsDebugFlag : 0)
        bytes += measurement.bytes
        bytes += configuration.product.bytes
        bytes += configuration.family.bytes
        append(configuration.imageVersion)
        append(configuration.securityVersion)
        append(configuration.minimumIsolation?.backend.rawValue ?? 0)
        append(configuration.minimumIsolation?.memory.rawValue ?? 0)
        append(UInt64(entryOffset))
        append(UInt64(configuration.heapBytes))
        append(UInt64(configuration.stackBytes))
        append(UInt32(configuration.threadCount))
        append(UInt32(configuration.channelBytes))
        append(UInt32(segments.count))
        append(UInt32(components.count))
        for segment in segments {
            append(UInt64(segment.offset))
            append(UInt64(segment.sizeBytes))
            append(UInt64(segment.contents.count))
            append(UInt32(segment.permissions.rawValue))
            append(UInt32(0))
        }
        fill(to: ImageHeader.componentsOffset)
        for component in components {
            let start = bytes.count
            bytes += component.name.utf8
            fill(to: start + ImageHeader.componentNameBytes)
            append(UInt32(clamping: component.codeBytes))
            append(UInt32(clamping: component.constantBytes))
            append(UInt32(clamping: component.dataBytes))
        }
        fill(to: ImageHeader.signedBytes)
        return bytes
    }
}
