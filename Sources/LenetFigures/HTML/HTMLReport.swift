import LenetLab

/// A report as facts: sections of texts, tables and figures. `HTMLDrawing` makes one self-contained page of it.
package struct HTMLReport: Sendable {
    package var title: String
    /// Below the title.
    package var lead: [String]
    package var sections: [Section]
    /// At the foot of the page.
    package var foot: String

    package init(title: String, lead: [String] = [], sections: [Section] = [], foot: String = "") {
        self.title = title
        self.lead = lead
        self.sections = sections
        self.foot = foot
    }

    package struct Section: Sendable {
        package var heading: String
        package var blocks: [Block]
        package init(_ heading: String, _ blocks: [Block]) {
            self.heading = heading
            self.blocks = blocks
        }
    }

    package indirect enum Block: Sendable {
        case paragraph(String)
        case list([String])
        /// A script, kept line by line.
        case code(String)
        case table(TextTable, caption: String)
        /// Names and what they stand for.
        case facts([(name: String, value: String)])
        case figure(Figure, caption: String)
        case stepped(SteppedFigure, caption: String)
        /// How often each class (a row) was said to be each class (a column).
        case confusion([[Int]], caption: String)
        /// Closed until it is asked for; printed open.
        case folded(String, [Block])
    }

    package var figureCount: Int { sections.reduce(0) { $0 + Self.figures($1.blocks) } }

    private static func figures(_ blocks: [Block]) -> Int {
        blocks.reduce(0) { count, block in
            switch block {
            case .figure, .stepped: count + 1
            case .folded(_, let inner): count + figures(inner)
            default: count
            }
        }
    }
}

/// A figure that a slider walks through: each series is a rule's way, and each of its points comes with the values of that step.
package struct SteppedFigure: Sendable {
    package struct Track: Sendable {
        package var label: String
        /// One for each point of the series, one text for each column. A way that ended early has fewer.
        package var rows: [[String]]
        package init(label: String, rows: [[String]]) {
            self.label = label
            self.rows = rows
        }
    }

    package var figure: Figure
    package var columns: [String]
    /// As many as the figure has series, in the same order.
    package var tracks: [Track]
    /// Of long ways only every so many steps is kept.
    package var every: Int

    package init(figure: Figure, columns: [String], tracks: [Track], every: Int = 1) {
        precondition(tracks.count == figure.series.count, "a track for each series")
        self.figure = figure
        self.columns = columns
        self.tracks = tracks
        self.every = max(1, every)
    }

    /// The last place of the longest way.
    var last: Int { max(0, (tracks.map(\.rows.count).max() ?? 1) - 1) }
}
