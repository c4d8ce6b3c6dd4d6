public import RedoubtABI

extension EnclaveLayout {
    /// Measures an enclave that was loaded by this layout.
    ///
    /// - Parameter loaded: calls its second parameter with the bytes of the measured region that it is given,
    ///   as they are in the enclave, in whole pages. What is missing to the region's end is zero.
    /// - Returns: the measurement of what `loaded` gave.
    @unsafe
    public func measure(
        _ loaded: (Region, (UnsafeRawBufferPointer) -> Void) -> Void
    ) -> Measurement {
        let pageBytes = Int(AddressSpace.pageSizeBytes)
        var measurer = EnclaveMeasurer(
            sizeBytes: sizeBytes,
            saveAreaFramePages: Self.saveAreaFramePages
        )
        let zeroPage = [UInt8](repeating: 0, count: pageBytes)
        for region in regions where region.isAdded {
            let information = SecurityInfo(region.pageType, region.permissions)
            guard region.isMeasured else {
                for start in stride(from: 0, to: region.sizeBytes, by: pageBytes) {
                    measurer.add(offset: region.offset + start, information)
                }
                continue
            }
            unsafe zeroPage.withUnsafeBytes { zeros in
                unsafe loaded(region) { bytes in
                    precondition(bytes.count <= region.sizeBytes && bytes.count % pageBytes == 0)
                    for start in stride(from: 0, to: region.sizeBytes, by: pageBytes) {
                        let isGiven = start < bytes.count
                        let page = unsafe isGiven ? bytes[start..<start + pageBytes] : zeros[...]
                        unsafe measurer.addMeasured(
                            offset: region.offset + start,
                            information,
                            page: UnsafeRawBufferPointer(rebasing: page)
                        )
                    }
                }
            }
        }
        return measurer.finish()
    }
}
