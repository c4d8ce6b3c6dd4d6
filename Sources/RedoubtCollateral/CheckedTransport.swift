/// A transport whose answers are checked for status and size.
struct CheckedTransport {
    let transport: any CollateralTransport

    /// The largest answer that is read, in bytes.
    static let limitBytes = 4 << 20

    func get(_ url: String) async throws(CollateralError) -> TransportAnswer {
        let answer: TransportAnswer
        do {
            answer = try await transport.get(url)
        } catch let error as CollateralError {
            throw error
        } catch {
            throw .unreachable(url: url, error)
        }
        guard answer.status == 200 else { throw .status(url: url, answer.status) }
        guard answer.body.count <= Self.limitBytes else {
            throw .tooLarge(url: url, limit: Self.limitBytes)
        }
        return answer
    }
}
