import RedoubtControl
import RedoubtImage

/// What two images differ in, apart from their signatures.
struct ImageComparison {
    /// A line for each difference; none if the images are the same.
    let differences: [String]

    /// Compares an image with what its sources make.
    ///
    /// - Parameters:
    ///   - given: the image.
    ///   - rebuilt: what the sources make.
    init(_ given: EnclaveImage, _ rebuilt: EnclaveImage) {
        var found = Self.configuration(given.configuration, rebuilt.configuration)
        if given.entryOffset != rebuilt.entryOffset {
            found.append(
                "entry: at \(given.entryOffset) in the image, at \(rebuilt.entryOffset) from the sources"
            )
        }
        found += Self.segments(given.segments, rebuilt.segments)
        found += Self.components(given.components, rebuilt.components)
        if found.isEmpty && given.signedHeader != rebuilt.signedHeader {
            found.append("the headers differ in a way that this program has no name for")
        }
        differences = found
    }

    private static func configuration(
        _ given: EnclaveConfiguration,
        _ rebuilt: EnclaveConfiguration
    ) -> [String] {
        ManifestKey.all.compactMap { key in
            let (first, second) = (key.text(in: given), key.text(in: rebuilt))
            return first == second
                ? nil
                : "\(key.name): \(first ?? "not set") in the image, \(second ?? "not set") from the sources"
        }
    }

    private static func segments(_ given: [Segment], _ rebuilt: [Segment]) -> [String] {
        guard given.count == rebuilt.count else {
            return [
                "segments: \(given.count) in the image, \(rebuilt.count) from the sources: "
                    + "\(given.map(description)) and \(rebuilt.map(description))"
            ]
        }
        return zip(given, rebuilt).enumerated().flatMap { index, pair in
            let (first, second) = pair
            var found: [String] = []
            if description(first) != description(second) {
                found.append(
                    "segment \(index): \(description(first)) in the image, \(description(second)) from the "
                        + "sources"
                )
            }
            if let contents = ContentDifference(first.contents, second.contents) {
                found.append(
                    "segment \(index) (\(first.permissions)): \(contents.count) of "
                        + "\(max(first.contents.count, second.contents.count)) bytes differ, the first at "
                        + "offset \(contents.firstOffset) (at \(first.offset + contents.firstOffset) from the "
                        + "enclave's base)"
                )
            }
            return found
        }
    }

    private static func description(_ segment: Segment) -> String {
        "\(segment.permissions) at \(segment.offset), \(segment.sizeBytes) bytes, "
            + "\(segment.contents.count) of them in the file"
    }

    private static func components(
        _ given: [CodeComponent],
        _ rebuilt: [CodeComponent]
    ) -> [String] {
        guard given != rebuilt else { return [] }
        var found: [String] = []
        var names: Set<String> = []
        for component in given + rebuilt where names.insert(component.name).inserted {
            let first = given.filter { $0.name == component.name }
            let second = rebuilt.filter { $0.name == component.name }
            guard first != second else { continue }
            found.append(
                "component \(VisibleText.of(component.name)): \(sizes(first)) in the image, \(sizes(second)) from the sources"
            )
        }
        return found.isEmpty ? ["components: the same in another order"] : found
    }

    private static func sizes(_ components: [CodeComponent]) -> String {
        guard !components.isEmpty else { return "not there" }
        return components.map {
            "\($0.codeBytes) bytes of code, \($0.constantBytes) of constants, \($0.dataBytes) of data"
        }.joined(separator: " and ")
    }
}
