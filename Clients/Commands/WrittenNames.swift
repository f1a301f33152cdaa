internal import Catalog
public import Circuit
internal import Terminal

/// Codes by the words that people write for them.
extension CircuitDefinition {
    /// The code of a list's item that is named by its code or by its word in any language.
    public func code(_ text: String, in field: Field) -> String? {
        let items = field.list.flatMap { list($0) }?.items ?? []
        if let item = items.first(where: { $0.code.lowercased() == text.lowercased() }) {
            return item.code
        }
        let key = SearchKey.of(text)
        return items.first { item in
            Language.allCases.contains { SearchKey.of(item.labels.text($0)) == key }
        }?.code
    }

    /// The code of a territory that is named by its code or by its name in either script; nil for a
    /// name that several share.
    ///
    /// - Parameter province: where it lies; nil for anywhere.
    public func territory(
        named text: String, for field: Field, in province: String? = nil
    ) -> String? {
        if territory(text) != nil { return text }
        let key = SearchKey.of(text)
        let isProvince = field.meaning == .transferProvince
        let named = parts.territories.filter { place in
            // A province and its chief town bear one name.
            (isProvince
                ? place.level == .province
                : place.level == .commune || place.level == .arrondissement)
                && (SearchKey.of(place.nameArabic) == key || SearchKey.of(place.nameFrench) == key)
                && (province.map { territory(place.code, liesIn: $0) } ?? true)
        }
        return named.count == 1 ? named[0].code : nil
    }
}
