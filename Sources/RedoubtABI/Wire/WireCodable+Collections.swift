extension String: WireCodable {
    /// Writes the length in bytes, then UTF-8.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        var text = self
        var failure: WireError?
        text.withUTF8 { bytes in
            do throws(WireError) {
                try encoder.write(count: bytes.count)
                try unsafe encoder.write(bytes: UnsafeRawBufferPointer(bytes))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Reads the length, then UTF-8, which must be valid.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        let count = try decoder.readCount()
        let text = unsafe try decoder.withBytes(count) { bytes in
            unsafe String(validating: bytes, as: UTF8.self)
        }
        guard let text else { throw .invalidValue }
        self = text
    }
}

extension Array: WireCodable where Element: WireCodable {
    /// Writes the number of elements, then each.
    @inlinable
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try encoder.enter()
        try encoder.write(count: count)
        try Element.encode(elements: self, to: &encoder)
        encoder.leave()
    }

    /// Reads the number of elements, then each.
    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        try decoder.enter()
        let count = try decoder.readCount()
        self = try Element.decode(count: count, from: &decoder)
        decoder.leave()
    }
}

extension Optional: WireCodable where Wrapped: WireCodable {
    /// Writes 0 for none, or 1 and the value.
    @inlinable
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try encoder.enter()
        switch self {
        case .none:
            try encoder.write(0 as UInt8)
        case .some(let value):
            try encoder.write(1 as UInt8)
            try value.encode(to: &encoder)
        }
        encoder.leave()
    }

    /// Reads 0 for none, or 1 and the value.
    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        try decoder.enter()
        self = try Bool(from: &decoder) ? .some(Wrapped(from: &decoder)) : .none
        decoder.leave()
    }
}

extension Dictionary: WireCodable where Key: WireCodable, Value: WireCodable {
    /// Writes the number of entries, then key and value of each, in no particular order.
    @inlinable
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try encoder.enter()
        try encoder.write(count: count)
        for (key, value) in self {
            try key.encode(to: &encoder)
            try value.encode(to: &encoder)
        }
        encoder.leave()
    }

    /// Reads the number of entries, then key and value of each.
    ///
    /// A key that comes twice is refused.
    @inlinable
    public init(from decoder: inout WireDecoder) throws(WireError) {
        try decoder.enter()
        let count = try decoder.readCount()
        // As for arrays: the entries may be larger than their encoding.
        let entryBytes = MemoryLayout<Key>.stride + MemoryLayout<Value>.stride
        self.init(minimumCapacity: Swift.min(count, decoder.remainingCount / entryBytes + 1))
        for _ in 0..<count {
            let key = try Key(from: &decoder)
            let value = try Value(from: &decoder)
            guard updateValue(value, forKey: key) == nil else { throw .duplicateKey }
        }
        decoder.leave()
    }
}
