@_spi(_Unicode) import Swift

/// Where a birth stands in the civil registry: three parts that together name one record.
public struct CivilRegistryEntry: Hashable, Sendable {
    /// The office, as it was written down.
    public let office: String
    /// The year of the record.
    public let year: Int64
    /// The number of the record in that year.
    public let number: String

    /// Joins the three; nil where the office or the number has neither letter nor digit.
    public init?(office: String, year: Int64, number: String) {
        guard !Self.folded(office).isEmpty, !Self.folded(number).isEmpty else { return nil }
        self.office = office
        self.year = year
        self.number = number
    }

    /// The record in the folded form in which two of them are compared: hands differ in capitals,
    /// accents, blanks, leading zeros and the digits that they write.
    public var compared: String {
        // Some write the year behind the number, too.
        let bare = number.split(separator: "/").map(String.init)
        let isDated = bare.count == 2 && Self.folded(bare[1]) == String(year)
        var number = Self.folded(isDated ? bare[0] : number)[...]
        while number.count > 1, number.first == "0" { number = number.dropFirst() }
        return "\(number)/\(year)/\(Self.folded(office))"
    }

    /// What of a compared record is left without the office, which hands spell otherwise.
    public static func numberAndYear(of compared: String) -> String {
        compared.split(separator: "/").prefix(2).joined(separator: "/")
    }

    /// Letters at the end of a word that hands write one for the other.
    private static let oneShape: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{0629}": "\u{0647}", "\u{0649}": "\u{064A}",
    ]

    private static func folded(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.lowercased()._nfd {
            if let digit = scalar.properties.numericValue, (0...9).contains(digit),
                scalar.properties.generalCategory == .decimalNumber
            {
                folded.append(Unicode.Scalar(UInt8(48 + Int(digit))))
            } else if scalar.properties.isAlphabetic,
                ![.nonspacingMark, .modifierLetter].contains(scalar.properties.generalCategory)
            {
                folded.append(oneShape[scalar] ?? scalar)
            }
        }
        return String(folded)
    }
}

extension HeadPart {
    /// Where the child's birth stands in the civil registry; nil where a part of it is not known.
    public var civilRegistry: CivilRegistryEntry? {
        guard let office = text(.registryOffice), let number = text(.registryNumber),
            case .number(let year) = values(.registryYear).first
        else { return nil }
        return CivilRegistryEntry(office: office, year: year, number: number)
    }
}
