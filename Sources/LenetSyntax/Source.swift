/// A text that statements come from: a file, a line typed at the prompt, `-c`, a definition of the prelude.
package struct Source: Sendable, Hashable {
    /// As diagnostics show it: `compare.lenet`, `<prompt>`, `adam (shipped)`.
    package let name: String
    package let text: String
    /// The offset of each line's first byte. Thousands of messages ask for the line of their place.
    let lineStarts: [Int32]

    package init(name: String, text: String) {
        self.name = name
        var text = text
        text.makeContiguousUTF8()
        self.text = text
        var starts: [Int32] = [0]
        var next: Int32 = 0
        for byte in text.utf8 {
            next &+= 1
            if byte == UInt8(ascii: "\n") { starts.append(next) }
        }
        lineStarts = starts
    }
}

/// Which source of a `SourceTable` a place is in.
package struct SourceID: Sendable, Hashable {
    package var index: Int32
    package init(index: Int32) { self.index = index }
}

/// The sources read so far. Spans point into it, so that a definition can be shown long after its line has scrolled away.
package struct SourceTable: Sendable {
    package private(set) var sources: [Source] = []

    package init() {}

    package mutating func add(_ source: Source) -> SourceID {
        sources.append(source)
        return SourceID(index: Int32(sources.count - 1))
    }

    package subscript(id: SourceID) -> Source { sources[Int(id.index)] }
}

/// A stretch of a source, in UTF-8 bytes: `start` inclusive, `end` exclusive.
package struct Span: Sendable, Hashable {
    package var source: SourceID
    package var start: Int32
    package var end: Int32

    package init(source: SourceID, start: Int32, end: Int32) {
        self.source = source
        self.start = start
        self.end = end
    }

    /// From the beginning of this to the end of the other, which must not start before it.
    package func through(_ other: Span) -> Span { Span(source: source, start: start, end: max(end, other.end)) }
}
