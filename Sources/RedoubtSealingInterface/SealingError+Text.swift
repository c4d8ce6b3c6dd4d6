extension SealingError: CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public var description: String {
        switch self {
        case .noKeys:
            "this enclave was launched without keys, so it seals and opens nothing: leave LaunchOptions.keys at "
                + ".platform, and `redoubt doctor` says which root secret they come from"
        case .noProduct:
            "the policy sameImage tells an author's images apart by their product id, and this image has none: give "
                + "it one with \"productID\" in enclave.json (`uuidgen` makes one), and build and sign it again"
        case .noFamily:
            "the policy sameFamily tells families apart by their family id, and this image has none: give it one "
                + "with \"familyID\" in enclave.json (`uuidgen` makes one), and build and sign it again"
        case .contentTooLarge(let limit):
            "at most \(limit) bytes are sealed as one: seal it in parts, each with its number in its context"
        case .contextTooLarge(let limit):
            "a context has at most \(limit) bytes: give a digest of what is longer"
        case .tooShort:
            "too few bytes for a sealed blob: it was cut off, or this is something else"
        case .notSealed:
            "this is no sealed blob: give the bytes that `seal` returned, whole and unchanged"
        case .unknownVersion(let version):
            "a sealed blob of version \(version), and this enclave knows version 1: build it with a newer Redoubt"
        case .malformed:
            "a field of the sealed blob's header has a value that no enclave writes: it was changed"
        case .otherPolicy(let sealed):
            "it was sealed under the policy \(sealed), which is not the one asked for: open it with a sealer of that "
                + "policy, if you trust whoever can seal under it"
        case .otherMode, .otherPlatform, .debugAgainstProduction: otherPlace
        case .otherCode, .otherAuthor, .otherImage, .otherFamily, .newerVersion: otherEnclave
        case .unknownEpoch(let epoch):
            "it was sealed with keys of epoch \(epoch), which this enclave has not got: it has those of the newest 16 "
                + "that there were at its launch; launch it again for a newer one, and seal again what is kept before "
                + "an older one is gone"
        case .tampered:
            "the tag does not fit: the blob was changed after it was sealed; take an untouched copy"
        case .wrongContext:
            "it was sealed with another context: give the one that `seal` was given, and if you did, somebody has "
                + "put one blob in another's place"
        case .cryptographyFailed:
            "the cryptographic library failed, which a full heap can cause: nothing was sealed or opened"
        }
    }

    private var otherPlace: String {
        switch self {
        case .otherMode(isSealedInDevelopment: true):
            "it was sealed in the development mode, and this enclave runs under the platform service: what is made in "
                + "development stays there"
        case .otherMode:
            "it was sealed under the platform service, and this enclave runs without it, in the development mode: "
                + "launch it under the service"
        case .debugAgainstProduction(isSealedInDebug: true):
            "a debug enclave sealed it, and this one is none: what debug enclaves seal stays among them"
        case .debugAgainstProduction:
            "it was sealed in production, and this is a debug enclave, which never opens that: launch it without "
                + "debug"
        default:
            "another platform sealed it, or this one has new secrets: open it where it was sealed; to move data, "
                + "encrypt it for an enclave there"
        }
    }

    private var otherEnclave: String {
        switch self {
        case .otherCode:
            "it was sealed under the policy exactCode by another program, or another build of this one: open it "
                + "with that image; a policy that survives updates is sameImage"
        case .otherAuthor:
            "an enclave of another author sealed it: open it with an image that is signed with the same key"
        case .otherImage:
            "another of the author's images sealed it: the product ids in enclave.json differ"
        case .otherFamily:
            "an image of another of the author's families sealed it: the family ids in enclave.json differ"
        case .newerVersion(let sealed, let own):
            "security version \(sealed) sealed it, and this enclave is of version \(own): an older version never "
                + "opens what a newer one sealed; launch the newer image"
        default: "another enclave sealed it"
        }
    }
}
