import Foundation
import RedoubtHost

/// What the command line says.
struct Arguments {
    static let usage = """
        usage: registry [--image PATH] [--signer ID] [--data PATH]
                        [--isolation automatic|virtualization|process]

          --image PATH      the enclave's image; default: what `redoubt build RegistryEnclave` made
          --signer ID       who must have signed it, as `redoubt key show` prints it; default: anybody,
                            with the development key
          --data PATH       the file of patients; default: the one that comes with the example
          --isolation ...   what must seal the enclave; default: the strongest there is
        """

    /// The enclave's image; nil if it is to be looked for.
    private(set) var image: String?
    /// Which images will do.
    private(set) var policy = LaunchPolicy.development
    /// The file of patients.
    private(set) var data = Self.shippedData
    private(set) var isolation = RequiredIsolation.automatic
    private(set) var wantsHelp = false

    /// Reads the arguments that follow the program's name.
    init(_ arguments: some Sequence<String>) throws(UsageError) {
        var iterator = arguments.makeIterator()
        while let argument = iterator.next() {
            switch argument {
            case "--help", "-h":
                wantsHelp = true
            case "--image", "--signer", "--data", "--isolation":
                guard let value = iterator.next() else {
                    throw UsageError("\(argument) needs a value")
                }
                try set(argument, to: value)
            default:
                throw UsageError("unknown argument \(argument)")
            }
        }
    }

    private mutating func set(_ argument: String, to value: String) throws(UsageError) {
        switch argument {
        case "--image": image = value
        case "--data": data = value
        case "--signer":
            guard let signer = SignerID(hexadecimal: value) else {
                throw UsageError("--signer must be 64 hexadecimal digits, not \(value)")
            }
            policy = .signed(by: signer)
        default:
            guard let isolation = RequiredIsolation(rawValue: value) else {
                throw UsageError("--isolation cannot be \(value)")
            }
            self.isolation = isolation
        }
    }

    /// In the folder beside that of this source file.
    private static var shippedData: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Data/breast_cancer.csv").path
    }
}

/// A command line that cannot be understood.
struct UsageError: Error, CustomStringConvertible {
    private let problem: String

    init(_ problem: String) { self.problem = problem }

    var description: String { "\(problem)\n\(Arguments.usage)" }
}
