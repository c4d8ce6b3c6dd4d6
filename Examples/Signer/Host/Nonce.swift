import ArgumentParser
import RedoubtDeliveryInterface

/// What the owner of a private key makes up, to know that an offer is new.
enum Nonce {
    /// Reads the command line's text; nil if there is none.
    static func read(_ text: String?) throws -> [UInt8]? {
        guard let text else { return nil }
        guard let bytes = Hexadecimal.bytes(text), DeliveryLimits.nonceBytes.contains(bytes.count)
        else {
            throw ValidationError(
                "--nonce must be \(DeliveryLimits.nonceBytes.lowerBound) to "
                    + "\(DeliveryLimits.nonceBytes.upperBound) bytes in hexadecimal, not \(text)"
            )
        }
        return bytes
    }
}
