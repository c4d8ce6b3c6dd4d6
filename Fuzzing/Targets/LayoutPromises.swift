internal import RedoubtImage

/// What holds for the layout of every image that is accepted.
enum LayoutPromises {
    private static let pageBytes = 4096

    static func check(_ layout: EnclaveLayout) {
        var end = 0
        for region in layout.regions {
            precondition(region.offset >= end, "regions overlap")
            precondition(region.offset % pageBytes == 0 && region.sizeBytes % pageBytes == 0)
            precondition(region.sizeBytes > 0, "a region is empty")
            precondition(!region.permissions.isSuperset(of: [.write, .execute]), "W^X is broken")
            let isReadable = region.permissions.contains(.read)
            precondition(isReadable == (region.pageType == .regular), "pages without any use")
            end = region.range.upperBound
        }
        precondition(end == layout.endOffset && end <= layout.sizeBytes)
        precondition(layout.sizeBytes.nonzeroBitCount == 1)
        precondition(UInt64(layout.sizeBytes) <= EnclaveLayout.maximumBytes)
        let code = layout.regions.filter { $0.permissions.contains(.execute) }
        precondition(code.contains { $0.range.contains(layout.entryOffset) }, "no entry in code")
    }
}
