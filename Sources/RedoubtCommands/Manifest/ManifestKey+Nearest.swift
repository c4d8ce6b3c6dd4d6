extension ManifestKey {
    /// The longest name for which a nearest key is looked for.
    private static let comparedCharacters = 64

    /// The key that was probably meant; nil if none is near.
    static func nearest(to name: String) -> ManifestKey? {
        let wanted = Array(name.lowercased().prefix(comparedCharacters))
        guard !wanted.isEmpty else { return nil }
        let ranked = all.map { key in
            let letters = Array(key.name.lowercased())
            // "heap" and "heapSize" share a word with "heapBytes", and are nearer to it than their letters say.
            let shared = zip(wanted, letters).prefix { $0 == $1 }.count
            let isBeginning = shared >= 4 && shared == wanted.count
            let letterDistance = distance(wanted, letters) - (shared >= 4 ? 2 : 0)
            return (key: key, distance: isBeginning ? 0 : letterDistance)
        }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(2, wanted.count / 3) ? best.key : nil
    }

    /// How many letters have to be added, left out or exchanged (Levenshtein).
    private static func distance(_ first: [Character], _ second: [Character]) -> Int {
        var row = Array(0...second.count)
        for (line, letter) in first.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in second.enumerated() {
                let exchanged = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(exchanged, row[column] + 1, diagonal + 1)
            }
        }
        return row[second.count]
    }
}
