/// The level of a territory in the official code (HCP, RGPH 2024).
public enum TerritoryLevel: String, CaseIterable, Hashable, Sendable {
    /// One of the twelve regions.
    case region
    /// A province, a prefecture or a prefecture of arrondissements.
    case province
    /// A commune.
    case commune
    /// An arrondissement of a commune.
    case arrondissement
}

/// The kind of a territory inside its level.
public enum TerritoryKind: String, CaseIterable, Hashable, Sendable {
    /// A region.
    case region
    /// A province.
    case province
    /// A prefecture.
    case prefecture
    /// One of the eight prefectures of arrondissements of Casablanca.
    case arrondissements
    /// A commune or arrondissement of urban milieu.
    case urban
    /// A commune of rural milieu.
    case rural
}

/// A region, province, commune or arrondissement.
public struct Territory: Hashable, Sendable {
    /// The official code; a string that is never taken apart.
    public let code: String
    /// The level.
    public let level: TerritoryLevel
    /// The kind inside the level.
    public let kind: TerritoryKind
    /// The code of the territory around it; nil for a region.
    public let parent: String?
    /// The name in Arabic.
    public let nameArabic: String
    /// The name in French, which English uses too.
    public let nameFrench: String
    /// Whether the territory is one of the 82 that have a territorial device.
    public let hasDevice: Bool

    /// Makes a territory.
    public init(
        code: String, level: TerritoryLevel, kind: TerritoryKind, parent: String?,
        nameArabic: String, nameFrench: String, hasDevice: Bool
    ) {
        self.code = code
        self.level = level
        self.kind = kind
        self.parent = parent
        self.nameArabic = nameArabic
        self.nameFrench = nameFrench
        self.hasDevice = hasDevice
    }
}
