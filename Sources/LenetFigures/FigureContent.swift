/// What a figure shows, where that is not curves over two axes. Each kind has its drawing in a file of its own, one for each back end.
package enum FigureContent: Sendable, Hashable {
    /// The figure's series. Everything else has no use for them.
    case curves
    /// A row for each; the figure's x axis is the bars' length, its y axis says what a row is.
    case bars([Bar])
    /// Numbers in rows and columns.
    case counts(CountTable)
    /// Pictures in a grid, in order.
    case pictures(PictureGrid)
    /// What data go through, one after another.
    case stages([Stage])
    /// Small figures of curves side by side.
    case panels(Panels)
}

/// A length with its name, and where luck might have put it.
package struct Bar: Sendable, Hashable {
    package var label: String
    /// One that is no number is a row without a bar.
    package var value: Double
    package var interval: ClosedRange<Double>?
    /// In the place of the number behind the bar: `0.9312`.
    package var text: String

    package init(_ label: String, _ value: Double, interval: ClosedRange<Double>? = nil, text: String) {
        self.label = label
        self.value = value
        self.interval = interval
        self.text = text
    }
}

/// How often each row was each column. The diagonal, where both are the same, stands in a colour of its own.
package struct CountTable: Sendable, Hashable {
    /// Of rows and of columns.
    package var labels: [String]
    /// [row][column], as many of each as there are labels.
    package var counts: [[Int]]

    package init(labels: [String], counts: [[Int]]) {
        precondition(counts.count == labels.count && counts.allSatisfy { $0.count == labels.count }, "a count for each pair of labels")
        self.labels = labels
        self.counts = counts
    }

    /// The greatest count away from the diagonal.
    var mostMixed: Int {
        counts.enumerated().flatMap { row, counts in counts.enumerated().filter { $0.offset != row }.map(\.element) }.max() ?? 0
    }

    /// The greatest count of the diagonal.
    var mostSame: Int { counts.indices.map { counts[$0][$0] }.max() ?? 0 }
}

/// A picture in one colour: ink from 0 to 1, or, for weights, from -1 to 1.
package struct GreyPicture: Sendable, Hashable {
    package var height: Int
    package var width: Int
    /// height x width, row after row.
    package var ink: [Float]
    /// One line or two, split at the first line break.
    package var caption: String

    package init(height: Int, width: Int, ink: [Float], caption: String) {
        precondition(ink.count == height * width, "a number for each place")
        self.height = height
        self.width = width
        self.ink = ink
        self.caption = caption
    }

    /// Bytes, 0 being the paper.
    package init(height: Int, width: Int, bytes: some Sequence<UInt8>, caption: String) {
        self.init(height: height, width: width, ink: bytes.map { Float($0) / 255 }, caption: caption)
    }

    subscript(row: Int, column: Int) -> Float {
        row < height && column < width ? ink[row * width + column] : 0
    }
}

package struct PictureGrid: Sendable, Hashable {
    package var pictures: [GreyPicture]
    /// What the colours mean, where they are not those of an image.
    package var key: String

    package init(_ pictures: [GreyPicture], key: String = "") {
        self.pictures = pictures
        self.key = key
    }

    var isSigned: Bool { pictures.contains { $0.ink.contains { $0 < 0 } } }
}

/// A step on the way of data through a network.
package struct Stage: Sendable, Hashable {
    package var name: String
    /// `conv 6 5x5 relu`
    package var detail: String
    package var channels: Int
    package var height: Int
    package var width: Int
    /// `28x28x6`
    package var shape: String
    package var note: String

    package init(name: String, detail: String, channels: Int, height: Int, width: Int, shape: String, note: String) {
        self.name = name
        self.detail = detail
        self.channels = channels
        self.height = height
        self.width = width
        self.shape = shape
        self.note = note
    }

    var isFlat: Bool { height == 1 && width == 1 }
}

package struct Panels: Sendable, Hashable {
    /// Figures of curves; the same label is the same colour in all of them.
    package var figures: [Figure]
    /// Their y axes are one, so that heights can be compared.
    package var sharesY: Bool

    package init(_ figures: [Figure], sharesY: Bool) {
        self.figures = figures
        self.sharesY = sharesY
    }
}
