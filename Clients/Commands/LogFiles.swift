internal import Catalog
public import MadarClient

extension Failure {
    /// The words for a file of a log that was refused, or not signed.
    public init(_ error: LogFileError) {
        switch error {
        case .unreadable: self.init(.logFileUnreadable)
        case .otherLog: self.init(.logFileOfOther)
        case .badSignature: self.init(.logFileForged)
        case .notProved: self.init(.leafNotProved)
        case .badWitnessKey: self.init(.badWitnessKey)
        case .notCosigned(let witness): self.init(.notCosigned(witness: witness))
        case .noWitness: self.init(.noWitness)
        case .witnessThere: self.init(.witnessThere)
        case .badWitnessName: self.init(.badWitnessName)
        case .unknownLog: self.init(.unknownLog)
        case .tooManyLogs: self.init(.tooManyLogs)
        case .otherSize(let last): self.init(.witnessElsewhere(size: String(last)))
        case .forked: self.init(.logForked)
        }
    }
}

extension DescribedProvince {
    /// The province of a file of descriptors that is named, or the only one; of one that stands
    /// twice, the newest.
    public static func chosen(from file: String, code: String?) throws -> DescribedProvince {
        let bytes = try Input.bytes(
            file, byteCountMax: CommandLimits.provinceListByteCount,
            tooLarge: .descriptorUnreadable)
        guard let all = read(bytes) else { throw Failure(.descriptorUnreadable) }
        let codes = Set(all.map(\.code))
        let wanted = code ?? (codes.count == 1 ? all[0].code : nil)
        guard let wanted else {
            throw Failure(.severalProvinces(codes: codes.sorted().joined(separator: ", ")))
        }
        let found = all.filter { $0.code == wanted }.max { $0.madeAt < $1.madeAt }
        guard let found else { throw Failure(.provinceNotInFile(code: wanted)) }
        return found
    }
}
