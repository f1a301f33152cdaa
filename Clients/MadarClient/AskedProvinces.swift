import Merkle
public import Returns

/// The provinces of files of descriptors, whose returns are asked for.
public enum AskedProvinces {
    /// Reads files of descriptors as one list; nil where one of them is not whole or falsely signed.
    ///
    /// - Throws: `ProvinceList.Fault` where they contradict each other.
    public static func read(_ files: [[UInt8]]) throws(ProvinceList.Fault) -> ProvinceList? {
        var all: [(descriptor: ProvinceDescriptor, signed: String)] = []
        for file in files {
            guard let list = try? ProvinceDescriptor.list(file) else { return nil }
            all += list
        }
        return try ProvinceList(all)
    }
}
