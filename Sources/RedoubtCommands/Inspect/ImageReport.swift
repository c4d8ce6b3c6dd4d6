import RedoubtABI
import RedoubtImage

/// What `redoubt inspect --json` prints.
///
/// Every field is always there; what is not known is null.
struct ImageReport: Encodable {
    /// A part of the file.
    struct SegmentReport: Encodable {
        let offset: Int
        let sizeBytes: Int
        let fileBytes: Int
        let permissions: String
    }
    /// A run of pages of the enclave.
    struct RegionReport: Encodable {
        let kind: String
        let offset: Int
        let sizeBytes: Int
        let permissions: String
    }
    /// A part of the program.
    struct ComponentReport: Encodable {
        let name: String
        let codeBytes: Int
        let constantBytes: Int
        let dataBytes: Int
    }
    /// A value that is written as null if there is none.
    struct Nullable<Value: Encodable>: Encodable {
        let value: Value?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            if let value { try container.encode(value) } else { try container.encodeNil() }
        }
    }

    let measurement: String
    let declaredMeasurement: String
    let measurementHolds: Bool
    let isSigned: Bool
    let signatureHolds: Bool
    let signer: Nullable<String>
    let signatureAlgorithm: Nullable<String>
    let isDevelopment: Bool
    let product: String
    let family: String
    let securityVersion: Int
    let imageVersion: Int
    let minimumIsolation: Nullable<String>
    let debug: Bool
    let threads: Int
    let heapBytes: Int
    let stackBytes: Int
    let channelBytes: Int
    let enclaveBytes: Int
    let entryOffset: Int
    let trustedCodeBytes: Int
    let segments: [SegmentReport]
    let regions: [RegionReport]
    let components: [ComponentReport]

    /// Describes an image.
    init(_ assessment: ImageAssessment) {
        let image = assessment.image
        let configuration = image.configuration
        measurement = "\(assessment.measured)"
        declaredMeasurement = "\(image.declaredMeasurement)"
        measurementHolds = assessment.measurementProblem == nil
        isSigned = image.signature != nil
        if case .holds = assessment.signature {
            signatureHolds = true
        } else {
            signatureHolds = false
        }
        let key = image.signature?.key
        signer = Nullable(value: (key?.id).map { "\($0)" })
        signatureAlgorithm = Nullable(value: (key?.algorithm).map { "\($0)" })
        isDevelopment = key?.id == .development
        product = "\(configuration.product)"
        family = "\(configuration.family)"
        securityVersion = Int(configuration.securityVersion)
        imageVersion = Int(configuration.imageVersion)
        minimumIsolation = Nullable(value: configuration.minimumIsolation.map(IsolationName.of))
        debug = configuration.allowsDebug
        threads = configuration.threadCount
        heapBytes = configuration.heapBytes
        stackBytes = configuration.stackBytes
        channelBytes = configuration.channelBytes
        enclaveBytes = image.layout.sizeBytes
        entryOffset = image.entryOffset
        trustedCodeBytes = image.trustedCodeBytes
        segments = image.segments.map { segment in
            SegmentReport(
                offset: segment.offset,
                sizeBytes: segment.sizeBytes,
                fileBytes: segment.contents.count,
                permissions: segment.permissions.description
            )
        }
        regions = image.layout.regions.map { region in
            RegionReport(
                kind: region.kind.name,
                offset: region.offset,
                sizeBytes: region.sizeBytes,
                permissions: region.permissions.description
            )
        }
        components = image.components.map { component in
            ComponentReport(
                name: component.name,
                codeBytes: component.codeBytes,
                constantBytes: component.constantBytes,
                dataBytes: component.dataBytes
            )
        }
    }
}

extension EnclaveLayout.Region.Kind {
    /// What the pages are for, in words.
    var name: String {
        switch self {
        case .segment(let index): "segment \(index)"
        case .heap: "heap"
        case .dynamicHeap: "heap, added at run time"
        case .stack(let thread): "stack of thread \(thread)"
        case .threadControl(let thread): "control structure of thread \(thread)"
        case .saveArea(let thread): "save area of thread \(thread)"
        case .threadData(let thread): "data of thread \(thread)"
        }
    }
}
