import EnclaveTesting
import Foundation
import RedoubtABI
import RedoubtImage
import Testing

/// Signing and verifying with `openssl`, as an author with an HSM and a stranger without our tools do.
@Suite("Signatures that openssl makes and checks")
struct OpenSSLTests {
    struct Curve: Sendable, CustomTestStringConvertible {
        let algorithm: SignatureAlgorithm
        let name: String
        let digest: String
        var testDescription: String { name }
    }
    static let curves = [
        Curve(algorithm: .p256, name: "P-256", digest: "-sha256"),
        Curve(algorithm: .p384, name: "P-384", digest: "-sha384"),
    ]

    /// A DER INTEGER of big-endian bytes.
    private func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var value = Array(bytes.drop { $0 == 0 })
        if value.first.map({ $0 >= 0x80 }) ?? true { value.insert(0, at: 0) }
        return [2, UInt8(value.count)] + value
    }

    /// The signature in an image's file, as IMAGE.md tells how to take it out.
    private func signature(in file: [UInt8], _ curve: Curve) -> [UInt8] {
        let size = curve.algorithm == .p256 ? 32 : 48
        let body =
            integer(file[3184..<3184 + size]) + integer(file[3184 + size..<3184 + 2 * size])
        return [0x30, UInt8(body.count)] + body
    }

    @Test("openssl accepts our signatures, and refuses them over anything else", arguments: curves)
    func accepted(_ curve: Curve) async throws {
        let key = SigningKey(curve.algorithm)
        let file = try makeSampleImage().signed(with: key).encoded()
        try await withScratchFolder { folder in
            try folder.write(key.signerKey.pem.utf8, as: "author.pub.pem")
            try folder.write(signature(in: file, curve), as: "signature.der")
            try folder.write(file.prefix(3072), as: "header")
            try folder.write(file.prefix(3071) + [1], as: "other")
            let check = "dgst \(curve.digest) -verify author.pub.pem -signature signature.der"
            let accepted = try await openssl("\(check) header", in: folder)
            #expect(accepted.status == 0 && accepted.standardOutput == "Verified OK\n")
            let refused = try await openssl("\(check) other", in: folder)
            #expect(refused.status == 1 && !refused.standardOutput.contains("OK"))
        }
    }

    private func expectRefused(
        _ signature: [UInt8],
        _ key: SignerKey,
        of image: EnclaveImage,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let failure = try #require(throws: ImageError.self, sourceLocation: sourceLocation) {
            try image.signed(signature: signature, key: key)
        }
        #expect("\(failure)".hasPrefix("signature check: "), sourceLocation: sourceLocation)
    }

    @Test(
        "We accept a signature of openssl's over the header, and nothing like it",
        arguments: curves
    )
    func made(_ curve: Curve) async throws {
        let image = try makeSampleImage()
        try await withScratchFolder { folder in
            let genpkey = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:\(curve.name) -out key"
            try #require(try await openssl(genpkey, in: folder).status == 0)
            let publicKey = try await openssl("pkey -in key -pubout", in: folder)
            let signer = try SignerKey(pem: publicKey.standardOutput)
            #expect(signer.algorithm == curve.algorithm)
            try folder.write(image.signedHeader, as: "header")
            let sign = "dgst \(curve.digest) -sign key -out signature.der header"
            try #require(try await openssl(sign, in: folder).status == 0)
            let signature = try folder.read("signature.der")

            let copy = try EnclaveImage(image.signed(signature: signature, key: signer).encoded())
            #expect(try VerifiedImage(copy).signer == signer.id)
            for count in 0..<signature.count {
                try expectRefused(Array(signature.prefix(count)), signer, of: image)
            }
            try expectRefused(signature + [0], signer, of: image)
            for algorithm in SignatureAlgorithm.allCases {
                try expectRefused(signature, SigningKey(algorithm).signerKey, of: image)
            }
            let other = try EnclaveImage(
                program: ELFProgram(ELFFile.minimal.bytes),
                configuration: EnclaveConfiguration()
            )
            try expectRefused(signature, signer, of: other)
        }
    }

    @Test("The signer's id is SHA-256 of what openssl writes as DER", arguments: curves)
    func identifier(_ curve: Curve) async throws {
        let key = SigningKey(curve.algorithm).signerKey
        #expect(try await identifierByOpenSSL(of: key) == key.id)
    }

    @Test func `The development key's id is the one that all sides know`() async throws {
        let key = SigningKey.development.signerKey
        #expect(key.id == .development)
        #expect(try await identifierByOpenSSL(of: key) == .development)
    }

    private func identifierByOpenSSL(of key: SignerKey) async throws -> SignerID? {
        try await withScratchFolder { folder in
            try folder.write(key.pem.utf8, as: "author.pub.pem")
            let der = "pkey -pubin -in author.pub.pem -outform DER -out author.der"
            try #require(try await openssl(der, in: folder).status == 0)
            let output = try await openssl("dgst -sha256 -r author.der", in: folder)
            return SignerID(hexadecimal: String(output.standardOutput.prefix(64)))
        }
    }
}
