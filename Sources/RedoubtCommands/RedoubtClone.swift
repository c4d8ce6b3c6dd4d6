import Foundation

/// The clone of Redoubt that this program was built in.
enum RedoubtClone {
    /// Its folder; nil if this program was installed elsewhere, or built as a part of another package.
    static func find() -> String? {
        var folder = URL(fileURLWithPath: Bundle.main.bundlePath).resolvingSymlinksInPath()
        while folder.path != "/" {
            let monitor = folder.appendingPathComponent("Sources/redoubt-monitor")
            let manifest = folder.appendingPathComponent("Package.swift")
            if FileManager.default.fileExists(atPath: monitor.path),
                FileManager.default.fileExists(atPath: manifest.path)
            {
                return folder.path
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}
