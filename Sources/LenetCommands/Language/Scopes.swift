/// Which names mean what: the top level's, and the blocks that are being run, innermost last.
///
/// A function sees its own blocks and the top level, never its caller's blocks.
package struct Scopes: Sendable {
    private struct Block: Sendable {
        var names: [String] = []
        var values: [Value] = []
    }

    package private(set) var globals: [String: Value] = [:]
    /// How often a global was given a value.
    package private(set) var changes = 0
    private var blocks: [Block] = []
    /// Where the running function's blocks begin.
    private var base = 0

    package init() {}

    package var isAtTopLevel: Bool { blocks.count == base && base == 0 }

    /// The value of a variable; nil if there is none of that name.
    package subscript(name: String) -> Value? {
        for block in blocks[base...].reversed() {
            if let index = block.names.lastIndex(of: name) { return block.values[index] }
        }
        return globals[name]
    }

    package func isLocal(_ name: String) -> Bool { blocks[base...].contains { $0.names.contains(name) } }

    package mutating func declare(_ name: String, _ value: Value) {
        guard let last = blocks.indices.last, last >= base else {
            globals[name] = value
            changes += 1
            return
        }
        if let index = blocks[last].names.lastIndex(of: name) {
            blocks[last].values[index] = value
        } else {
            blocks[last].names.append(name)
            blocks[last].values.append(value)
        }
    }

    /// Gives a name that exists a new value; false if there is none.
    package mutating func assign(_ name: String, _ value: Value) -> Bool {
        for block in stride(from: blocks.count - 1, through: base, by: -1) {
            if let index = blocks[block].names.lastIndex(of: name) {
                blocks[block].values[index] = value
                return true
            }
        }
        guard globals[name] != nil else { return false }
        globals[name] = value
        changes += 1
        return true
    }

    package mutating func setGlobal(_ name: String, _ value: Value) {
        globals[name] = value
        changes += 1
    }

    /// All names that can be seen from here.
    package var visibleNames: [String] { blocks[base...].flatMap(\.names) + globals.keys.sorted() }

    package mutating func openBlock() { blocks.append(Block()) }
    package mutating func closeBlock() { blocks.removeLast() }

    /// Opens the first block of a function; hand what it returns to `closeFunction`.
    package mutating func openFunction() -> Int {
        let outer = base
        base = blocks.count
        blocks.append(Block())
        return outer
    }

    package mutating func closeFunction(_ outer: Int) {
        blocks.removeSubrange(base...)
        base = outer
    }

    /// Back to the top level, after an error at whatever depth.
    package mutating func unwind() {
        blocks.removeAll()
        base = 0
    }
}
