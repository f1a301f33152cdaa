internal import Basics
internal import Circuit
public import Messages
public import Returns

extension ProvinceReturn {
    /// The return of what is published (SPEC W-220); nil where a part has not the form or the limits
    /// of one, or it waits.
    public init?(_ publication: WirePublication) {
        var tables: [ReturnTable] = []
        for table in publication.tables {
            guard let state = ReturnState(table.state) else { return nil }
            tables.append(
                ReturnTable(
                    code: table.code, indicator: table.indicator, measure: table.measure,
                    state: state,
                    dimensions: table.dimensions.map { ReturnDimension($0.code, $0.values) },
                    cells: table.cells))
        }
        self.init(
            province: publication.province, first: CivilDate(days: publication.fromDay),
            last: CivilDate(days: publication.untilDay).adding(days: -1),
            definitionVersion: publication.definitionVersion,
            definitionHash: Array(publication.definitionHash),
            publication: Array(publication.publication),
            publishedAt: Instant(milliseconds: publication.publishedAtMs),
            base: publication.base, tables: tables)
    }
}

extension ReturnState {
    fileprivate init?(_ state: WirePublishedState) {
        switch state {
        case .told: self = .told
        case .coarsened: self = .coarsened
        case .withheld: self = .withheld
        case .notCollected: self = .notCollected
        case .unspecified, .UNRECOGNIZED: return nil
        }
    }
}
