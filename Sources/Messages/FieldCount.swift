/// What is looked at before a message is decoded: how often a field comes, since an empty element
/// of a list takes two bytes on the wire and some hundred in memory.
enum FieldCount {
    /// Whether a field comes more often than any list may be long, in the message or in one of its
    /// parts; what is no message is left to the decoder.
    static func isOver(_ bytes: Span<UInt8>, _ type: any Bounded.Type) -> Bool {
        let parts = type.parts
        // Most fields have a low number; a dictionary would cost more than the decoding.
        var low = InlineArray<64, UInt32>(repeating: 0)
        var high: [UInt64: UInt32] = [:]
        var place = 0
        while place < bytes.count {
            guard let tag = Varint.read(bytes, &place) else { return false }
            let field = tag >> 3
            if field < UInt64(low.count) {
                low[Int(field)] += 1
                if low[Int(field)] > MessageLimits.listCountMax { return true }
            } else {
                high[field, default: 0] += 1
                if high[field, default: 0] > MessageLimits.listCountMax { return true }
            }
            switch tag & 7 {
            case 0:
                guard Varint.read(bytes, &place) != nil else { return false }
            case 1: place += 8
            case 5: place += 4
            case 2:
                guard let length = Varint.read(bytes, &place), length <= UInt64(bytes.count - place)
                else { return false }
                let end = place + Int(length)
                if let part = parts[field], isOver(bytes.extracting(place..<end), part) {
                    return true
                }
                place = end
            default: return false
            }
        }
        return false
    }
}
