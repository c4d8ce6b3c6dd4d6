import Foundation
import RedoubtHost

/// What the command line says.
struct Arguments {
    static let usage = """
        usage: registry [--image PATH] [--signer ID] [--data PATH]
                        [--isolation automatic|virtualization|process] [--hold]

          --image PATH      the enclave's image; default: what `redoubt build RegistryEnclave` made
          --signer ID       who must have signed it, as `redoubt key show` prints it; default: anybody,
                            with the development key
          --data PATH       the file of patients, which only its owner's process reads; default: the
                            one that comes with the example
          --isolation ...   what must seal the enclave; default: the strongest there is
          --hold            go on until standard input ends, to be looked at
        """

    /// The enclave's image; nil if it is to be looked for.
    private(set) var image: String?
    /// Which images will do.
    private(set) var policy = LaunchPolicy.development
    /// The file of patients.
    private(set) var data = Self.shippedFile("breast_cancer.csv")
    private(set) var isolation = RequiredIsolation.automatic
    private(set) var wantsHelp = false
    /// Whether to go on until standard input ends.
    private(set) var holds = false

    /// Reads the arguments that follow the program's name.
    init(_ arguments: some Sequence<String>) throws(UsageError) {
        var iterator = arguments.makeIterator()
        while let argument = iterator.next() {
            switch argument {
            case "--help", "-h":
                wantsHelp = true
            case "--hold":
                holds = true
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

    /// A file in the folder beside that of this source file.
    static func shippedFile(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Data/\(name)").path
    }
}

/// A command line that cannot be understood.
struct UsageError: Error, CustomStringConvertible {
    private let problem: String

    init(_ problem: String) { self.problem = problem }

    var description: String { "\(problem)\n\(Arguments.usage)" }
}
