import Catalog

/// A picture of figures: what stands on it, without how it is drawn.
struct Chart {
    /// How it is drawn.
    enum Kind {
        /// A bar for each value.
        case bars
        /// The same, for what follows one another.
        case flow
        /// A line for each series.
        case lines
        /// A tile for each place.
        case tiles
    }

    /// A value of one series at a point.
    struct Value {
        /// How much; nil where it is not told.
        var amount: UInt64?
        /// As people read it.
        var text: Bilingual
    }

    /// What one label stands for.
    struct Point {
        var label: Bilingual
        /// One for each series.
        var values: [Value]
    }

    var kind: Kind
    var title: Bilingual
    /// The names of the series; one without words where there is but one.
    var series: [Bilingual] = []
    var points: [Point]

    /// The largest amount.
    var largest: UInt64 { points.flatMap(\.values).compactMap(\.amount).max() ?? 0 }

    /// Whether there is anything to draw.
    var isEmpty: Bool { largest == 0 }

    /// What the chart shows, for whoever does not see it.
    func description(_ language: Language) -> String {
        let (comma, colon) = language == .arabic ? ("، ", ": ") : (", ", " : ")
        let told = points.filter { point in
            kind != .tiles || point.values.contains { $0.amount != 0 }
        }
        return told.map { point in
            let values = point.values.enumerated().map { place, value in
                (series.count > 1 ? series[place].text(language) + " " : "")
                    + value.text.text(language)
            }
            return point.label.text(language) + colon + values.joined(separator: comma)
        }.joined(separator: language == .arabic ? "؛ " : " ; ")
    }
}

/// Draws charts as SVG inside a page: no script, no colour alone, nothing from outside.
struct ChartPen {
    private enum Side {
        case left
        case right
        case middle
    }

    let language: ReportLanguage
    private(set) var markup = Markup()

    init(_ language: ReportLanguage) { self.language = language }

    private static let width = 640

    /// The patterns, which every page defines once.
    static let patterns: StaticString = """
        <svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>\
        <pattern id="p0" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#1d4f7c"/></pattern>\
        <pattern id="p1" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#f3c892"/><path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="#7a3d00" stroke-width="1.4"/></pattern>\
        <pattern id="p2" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#e3e3e3"/><circle cx="3" cy="3" r="1.4" fill="#333"/></pattern>\
        <pattern id="k1" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#eef4fa"/><circle cx="4" cy="4" r="1" fill="#1d4f7c"/></pattern>\
        <pattern id="k2" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="#cfe0f0"/><path d="M-1 8L8 -1" stroke="#1d4f7c" stroke-width="1.2"/></pattern>\
        <pattern id="k3" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#93b7d8"/><path d="M-1 7L7 -1M-1 -1L7 7" stroke="#123a5e" stroke-width="1.3"/></pattern>\
        <pattern id="k4" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#123a5e"/></pattern>\
        </defs></svg>

        """

    /// The style of what it draws.
    static let style: StaticString = """

        .patterns{position:absolute}
        .chart{display:block;width:100%;max-width:178mm;height:auto;margin:1mm auto 2mm;break-inside:avoid;font:10px/1 "Noto Sans","Noto Naskh Arabic","Noto Sans Arabic","DejaVu Sans",sans-serif}
        .chart{direction:ltr}
        .chart text{fill:#000}
        .chart .v{font-weight:bold}
        .chart .n{font-size:9px}
        .chart .axis{stroke:#000;stroke-width:1;fill:none}
        .chart .grid{stroke:#bbb;stroke-width:.6;fill:none}
        .chart .s0{fill:url(#p0);stroke:#1d4f7c}
        .chart .s1{fill:url(#p1);stroke:#7a3d00}
        .chart .s2{fill:url(#p2);stroke:#333}
        .chart .l0{stroke:#1d4f7c;stroke-width:2;fill:none}
        .chart .l1{stroke:#7a3d00;stroke-width:2;fill:none;stroke-dasharray:6 3}
        .chart .l2{stroke:#333;stroke-width:2;fill:none;stroke-dasharray:2 2}
        .chart .k0{fill:#fff}
        .chart .k1{fill:url(#k1)}
        .chart .k2{fill:url(#k2)}
        .chart .k3{fill:url(#k3)}
        .chart .k4{fill:url(#k4)}
        .chart .b{fill:none;stroke:#555;stroke-width:.8}
        """

    /// Draws a chart.
    ///
    /// - Parameters:
    ///   - number: its number on the page, by which its title and description are found.
    ///   - hasNames: whether the names of tiles stand on the page already, from an earlier chart.
    mutating func draw(_ chart: Chart, number: Int, hasNames: Bool = false) {
        var body = ChartPen(language)
        let height: Int
        switch chart.kind {
        case .bars, .flow: height = body.bars(chart)
        case .lines: height = body.lines(chart)
        case .tiles: height = body.tiles(chart, hasNames: hasNames)
        }
        markup.tag("<svg class=\"chart\" role=\"img\" aria-labelledby=\"c")
        markup.say("\(number)t c\(number)d")
        markup.tag("\" viewBox=\"0 0 ")
        markup.say("\(Self.width) \(height)")
        markup.tag("\"><title id=\"c")
        markup.say("\(number)t")
        markup.tag("\">")
        markup.say(joined { chart.title.text($0) })
        markup.tag("</title><desc id=\"c")
        markup.say("\(number)d")
        markup.tag("\">")
        markup.say(joined { chart.description($0) })
        markup.tag("</desc>\n")
        markup.add(body.markup)
        markup.tag("</svg>\n")
    }

    private func joined(_ text: (Language) -> String) -> String {
        let texts = language.languages.map(text)
        return Set(texts).count == 1 ? texts[0] : texts.joined(separator: " / ")
    }

    // MARK: - Bars

    /// Where labels and bars stand.
    private struct Lanes {
        /// The edge at which bars begin, and the one up to which they may go.
        let axis: Int
        let end: Int
        /// The languages of labels, with the edge next to the bars and the side on which it is.
        let labels: [(language: Language, edge: Int, side: Side)]
        /// How many characters of a label fit a line.
        let columns: Int

        init(_ language: ReportLanguage) {
            switch language {
            case .french:
                (axis, end, columns) = (230, ChartPen.width - 4, 40)
                labels = [(.french, 222, .right)]
            case .arabic:
                (axis, end, columns) = (ChartPen.width - 230, 4, 40)
                labels = [(.arabic, ChartPen.width - 222, .left)]
            case .both:
                (axis, end, columns) = (192, ChartPen.width - 190, 33)
                labels = [(.french, 184, .right), (.arabic, ChartPen.width - 182, .left)]
            }
        }

        var isLeftward: Bool { end < axis }
        var length: Int { abs(end - axis) }
    }

    private mutating func bars(_ chart: Chart) -> Int {
        let lanes = Lanes(language)
        var y = legend(chart, lanes, from: 4)
        // What stands behind the longest bar has its room.
        let longest = chart.points.flatMap(\.values).map { $0.text.french.count }.max() ?? 0
        let room = max(lanes.length - longest * 6 - 10, 40)
        let top = y
        for (place, point) in chart.points.enumerated() {
            let lines = lanes.labels.map { Self.wrapped(point.label.text($0.language), lanes) }
            let rows = max(point.values.count, 1)
            let height = max(rows * 15, (lines.map(\.count).max() ?? 1) * 12) + 6
            for (lane, lines) in zip(lanes.labels, lines) {
                let first = y + (height - lines.count * 12) / 2 + 9
                for (number, line) in lines.enumerated() {
                    text(line, lane.language, x: lane.edge, y: first + number * 12, lane.side)
                }
            }
            let first = y + (height - rows * 15) / 2
            for (number, value) in point.values.enumerated() {
                bar(value, chart.largest, lanes, room, y: first + number * 15, series: number)
            }
            if chart.kind == .flow, place > 0 {
                markup.tag("<path d=\"M")
                markup.say("\(lanes.axis - 4) \(y - 3)h8l-4 5z")
                markup.tag("\"/>")
            }
            y += height
        }
        markup.tag("<path class=\"axis\" d=\"M")
        markup.say("\(lanes.axis) \(top)V\(y)")
        markup.tag("\"/>\n")
        return y + 6
    }

    private mutating func bar(
        _ value: Chart.Value, _ largest: UInt64, _ lanes: Lanes, _ room: Int, y: Int,
        series: Int
    ) {
        let amount = value.amount ?? 0
        let length = largest == 0 ? 0 : Int(Double(amount) / Double(largest) * Double(room))
        let tip = lanes.isLeftward ? lanes.axis - length : lanes.axis + length
        if amount > 0 {
            markup.tag("<path class=\"s")
            markup.say(String(series % 3))
            markup.tag("\" d=\"M")
            markup.say("\(lanes.axis) \(y + 2)H\(tip)v11H\(lanes.axis)z")
            markup.tag("\"/>")
        }
        let words = language == .arabic ? value.text.arabic : value.text.french
        let isWord = !value.text.isSame
        text(
            words, isWord && language == .arabic ? .arabic : .french,
            x: lanes.isLeftward ? tip - 5 : tip + 5, y: y + 11,
            lanes.isLeftward ? .right : .left, style: "v")
    }

    /// What the patterns of several series stand for; gives where the rest begins.
    private mutating func legend(_ chart: Chart, _ lanes: Lanes, from top: Int) -> Int {
        guard chart.series.count > 1 else { return top }
        var y = top
        for (number, name) in chart.series.enumerated() {
            if chart.kind == .lines {
                line(
                    [(lanes.axis, y + 8), (lanes.axis + (lanes.isLeftward ? -30 : 30), y + 8)],
                    number)
                marker(lanes.axis + (lanes.isLeftward ? -15 : 15), y + 8, number)
            } else {
                markup.tag("<path class=\"s")
                markup.say(String(number % 3))
                markup.tag("\" d=\"M")
                markup.say(
                    "\(lanes.axis) \(y + 2)h\(lanes.isLeftward ? -30 : 30)v11H\(lanes.axis)z")
                markup.tag("\"/>")
            }
            for lane in lanes.labels {
                // The name stands by its pattern, on the side of the labels and behind it.
                let isBehind = lane.side == .left && language == .both
                text(
                    name.text(lane.language), lane.language,
                    x: isBehind ? lanes.axis + 38 : lane.edge, y: y + 11, lane.side)
            }
            y += 16
        }
        return y + 6
    }

    // MARK: - Lines

    private mutating func lines(_ chart: Chart) -> Int {
        let lanes = Lanes(language)
        let top = legend(chart, lanes, from: 4) + 14
        let isLeftward = language == .arabic
        // The wide margin is where the numbers of the axis stand.
        let (left, right) = isLeftward ? (20, Self.width - 40) : (40, Self.width - 20)
        let bottom = top + 120
        let largest = max(chart.largest, 1)
        func y(_ amount: UInt64) -> Int {
            bottom - Int(Double(amount) / Double(largest) * 120)
        }
        func x(_ place: Int) -> Int {
            let step = (right - left) / max(chart.points.count, 1)
            let x = left + step * place + step / 2
            return isLeftward ? left + right - x : x
        }
        for amount in Set([0, largest / 2, largest]).sorted() {
            markup.tag("<path class=\"grid\" d=\"M")
            markup.say("\(left) \(y(amount))H\(right)")
            markup.tag("\"/>")
            text(
                String(amount), .french, x: isLeftward ? right + 4 : left - 4, y: y(amount) + 3,
                isLeftward ? .left : .right, style: "n")
        }
        let seriesCount = chart.points.map(\.values.count).max() ?? 0
        for number in 0..<seriesCount {
            var run: [(Int, Int)] = []
            for (place, point) in chart.points.enumerated() {
                guard number < point.values.count, let amount = point.values[number].amount else {
                    line(run, number)
                    run = []
                    continue
                }
                run.append((x(place), y(amount)))
            }
            line(run, number)
            for (place, point) in chart.points.enumerated() {
                guard number < point.values.count, let amount = point.values[number].amount else {
                    continue
                }
                marker(x(place), y(amount), number)
                text(
                    String(amount), .french, x: x(place), y: y(amount) - 7, .middle,
                    style: number == 0 ? "v" : "n")
            }
        }
        for (place, point) in chart.points.enumerated() {
            text(point.label.french, .french, x: x(place), y: bottom + 14, .middle, style: "n")
        }
        return bottom + 22
    }

    private mutating func line(_ points: [(Int, Int)], _ number: Int) {
        guard points.count > 1 else { return }
        markup.tag("<polyline class=\"l")
        markup.say(String(number % 3))
        markup.tag("\" points=\"")
        markup.say(points.map { "\($0.0),\($0.1)" }.joined(separator: " "))
        markup.tag("\"/>")
    }

    private mutating func marker(_ x: Int, _ y: Int, _ number: Int) {
        markup.tag("<path class=\"s")
        markup.say(String(number % 3))
        markup.tag("\" d=\"")
        switch number % 3 {
        case 0: markup.say("M\(x - 4) \(y)a4 4 0 1 0 8 0a4 4 0 1 0-8 0z")
        case 1: markup.say("M\(x - 4) \(y - 4)h8v8h-8z")
        default: markup.say("M\(x) \(y - 5)l5 9h-10z")
        }
        markup.tag("\"/>")
    }

    // MARK: - Tiles

    /// A tile: where it lies, and how dense its pattern is.
    private struct Tile {
        var x: Int
        var y: Int
        var level: Int
    }

    private mutating func tiles(_ chart: Chart, hasNames: Bool) -> Int {
        let perRow = ReportLimits.tilesPerRow
        let wide = Self.width / perRow
        let (width, height) = (wide - 4, language == .both ? 42 : 30)
        let classes = Self.classes(upTo: chart.largest)
        let isMirrored = language == .arabic
        func x(_ column: Int) -> Int { (isMirrored ? perRow - 1 - column : column) * wide + 2 }
        let tiles = chart.points.enumerated().map { place, point in
            let amount = point.values.first?.amount ?? 0
            let level = classes.firstIndex { $0.contains(amount) }.map { $0 + 1 } ?? 0
            return Tile(x: x(place % perRow), y: place / perRow * (height + 4) + 2, level: level)
        }
        draw(tiles, width, height, isMirrored)
        if hasNames {
            markup.tag("<use href=\"#names\"/>\n")
        } else {
            names(chart, tiles, width, isMirrored)
        }
        if isMirrored {
            markup.tag("<g class=\"v\" text-anchor=\"end\">")
        } else {
            markup.tag("<g class=\"v\">")
        }
        for (tile, point) in zip(tiles, chart.points) {
            guard let value = point.values.first else { continue }
            place(
                value.text.text(language.languages[0]),
                isMirrored ? tile.x + width - 18 : tile.x + 18, tile.y + height - 5)
        }
        markup.tag("</g>\n")
        let rows = (chart.points.count + perRow - 1) / perRow
        let y = rows * (height + 4) + 8
        let ranges = [0...0] + classes
        draw(
            ranges.indices.map { Tile(x: x($0), y: y, level: $0) }, width, 16, isMirrored)
        for (number, range) in ranges.enumerated() {
            let words =
                range.lowerBound == range.upperBound
                ? String(range.lowerBound) : "\(range.lowerBound)–\(range.upperBound)"
            text(words, .french, x: x(number) + width / 2, y: y + 12, .middle, style: "n")
        }
        return y + 22
    }

    /// The names of tiles, to which later charts of the page refer: all have the same tiles.
    private mutating func names(
        _ chart: Chart, _ tiles: [Tile], _ width: Int, _ isMirrored: Bool
    ) {
        markup.tag("<g id=\"names\">")
        for (line, language) in language.languages.enumerated() {
            let isArabic = language == .arabic
            // What all texts of a kind share is said once: there are many tiles.
            if isArabic {
                markup.tag("<g class=\"n\" lang=\"ar\" direction=\"rtl\">")
            } else {
                markup.tag("<g class=\"n\">")
            }
            for (tile, point) in zip(tiles, chart.points) {
                // In both, the Arabic name stands at the right edge of the tile.
                let edge = isArabic ? tile.x + width - (isMirrored ? 18 : 4) : tile.x + 18
                place(
                    Self.cut(point.label.text(language), ReportLimits.tileNameMax), edge,
                    tile.y + 12 + line * 12)
            }
            markup.tag("</g>\n")
        }
        markup.tag("</g>\n")
    }

    /// Draws tiles of one size: a strip with the pattern, and an edge around.
    private mutating func draw(_ tiles: [Tile], _ width: Int, _ height: Int, _ isMirrored: Bool) {
        for level in Set(tiles.map(\.level)).sorted() {
            markup.tag("<path class=\"k")
            markup.say(String(level))
            markup.tag("\" d=\"")
            for tile in tiles where tile.level == level {
                let x = isMirrored ? tile.x + width - 13 : tile.x
                markup.say("M\(x) \(tile.y)h13v\(height)h-13z")
            }
            markup.tag("\"/>")
        }
        markup.tag("<path class=\"b\" d=\"")
        for tile in tiles { markup.say("M\(tile.x) \(tile.y)h\(width)v\(height)h-\(width)z") }
        markup.tag("\"/>\n")
    }

    private mutating func place(_ words: String, _ x: Int, _ y: Int) {
        markup.tag("<text x=\"")
        markup.say(String(x))
        markup.tag("\" y=\"")
        markup.say(String(y))
        markup.tag("\">")
        markup.say(words)
        markup.tag("</text>")
    }

    /// Four classes of numbers from 1 on, of about the same width; fewer where there are fewer
    /// numbers.
    static func classes(upTo largest: UInt64) -> [ClosedRange<UInt64>] {
        guard largest > 0 else { return [] }
        let step = (largest + 3) / 4
        var classes: [ClosedRange<UInt64>] = []
        var first: UInt64 = 1
        while first <= largest {
            let last = min(first + step - 1, largest)
            classes.append(first...last)
            first = last + 1
        }
        return classes
    }

    // MARK: - Text

    private mutating func text(
        _ words: String, _ language: Language, x: Int, y: Int, _ side: Side, style: String = ""
    ) {
        // The anchor follows the direction of the text, the side does not.
        let isRightToLeft = language.isRightToLeft
        markup.tag("<text")
        if isRightToLeft { markup.tag(" lang=\"ar\" direction=\"rtl\"") }
        if !style.isEmpty {
            markup.tag(" class=\"")
            markup.say(style)
            markup.tag("\"")
        }
        switch side {
        case .middle: markup.tag(" text-anchor=\"middle\"")
        case .left: if isRightToLeft { markup.tag(" text-anchor=\"end\"") }
        case .right: if !isRightToLeft { markup.tag(" text-anchor=\"end\"") }
        }
        markup.tag(" x=\"")
        markup.say(String(x))
        markup.tag("\" y=\"")
        markup.say(String(y))
        markup.tag("\">")
        markup.say(words)
        markup.tag("</text>")
    }

    private static func cut(_ text: String, _ length: Int) -> String {
        text.count <= length ? text : text.prefix(length - 1) + "…"
    }

    /// A label over a few lines, the last one cut where it is too long.
    private static func wrapped(_ label: String, _ lanes: Lanes) -> [String] {
        var lines = [""]
        for word in label.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if line.count + 1 + word.count <= lanes.columns {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        let shown = lines.prefix(ReportLimits.labelLinesMax)
        return shown.enumerated().map { place, line in
            let isCut = place == shown.count - 1 && lines.count > shown.count
            return cut(isCut ? line + " …" : line, lanes.columns)
        }
    }
}
