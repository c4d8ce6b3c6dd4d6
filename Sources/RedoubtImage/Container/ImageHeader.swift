/// Where the fields of an image's header page stand: `docs/IMAGE.md` has the table.
///
/// Every byte has one permitted meaning: what a reader does not understand it refuses.
enum ImageHeader {
    static let magic: [UInt8] = Array("REDOUBT\0".utf8)
    static let version: UInt32 = 2
    static let sizeBytes = 4096
    /// What the signature covers: the bytes from 0 to here.
    static let signedBytes = 3072

    static let versionOffset = 8
    static let flagsOffset = 12
    static let measurementOffset = 16
    static let productOffset = 48
    static let familyOffset = 64
    static let imageVersionOffset = 80
    static let securityVersionOffset = 84
    static let minimumIsolationOffset = 86
    static let entryOffset = 88
    static let heapOffset = 96
    static let stackOffset = 104
    static let threadsOffset = 112
    static let channelOffset = 116
    static let segmentCountOffset = 120
    static let componentCountOffset = 124
    static let segmentsOffset = 128
    static let segmentBytes = 32
    static let maximumSegments = 64
    static let componentsOffset = segmentsOffset + maximumSegments * segmentBytes
    static let componentBytes = 36
    static let componentNameBytes = 24
    static let maximumComponents = 24

    static let allowsDebugFlag: UInt32 = 1
}
