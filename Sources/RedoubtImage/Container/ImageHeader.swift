/// Where the fields of an image's header page stand.
///
/// All fields are little-endian; offsets and sizes are in bytes, within the enclave from its base.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | `REDOUBT` and a zero |
/// | 8 | 4 | version of the format, 2 |
/// | 12 | 4 | flags: 1 = a launch may ask for debug |
/// | 16 | 32 | measurement |
/// | 48 | 16 | product id |
/// | 64 | 16 | family id |
/// | 80 | 4 | image version |
/// | 84 | 2 | security version |
/// | 86 | 1 | weakest backend: 0 = any, 1 = process, 2 = virtualization |
/// | 87 | 1 | weakest memory: 0 = any, 1 = ordinary, 2 = private |
/// | 88 | 8 | entry |
/// | 96 | 8 | heap, whole pages |
/// | 104 | 8 | stack of each thread, whole pages |
/// | 112 | 4 | threads |
/// | 116 | 4 | largest message |
/// | 120 | 4 | number of segments, 1 to 64 |
/// | 124 | 4 | number of components, 0 to 24 |
/// | 128 | 32 each | segments: offset (8), size in the enclave (8), size in the file (8), permissions (4), zero (4) |
/// | 2176 | 36 each | components: name, UTF-8 with zeros to its end (24), bytes of code (4), of constants (4), of data (4) |
/// | 3072 | 1024 | signature over the bytes before it: ``ImageSignature`` |
///
/// What is not used is zero. The segments' pages follow, in order, and nothing after them. Every byte has
/// one permitted meaning: what a reader does not understand it refuses.
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
