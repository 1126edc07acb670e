/// Which names mean what: the top level's, and the blocks that are being run, innermost last.
///
/// A function sees its own blocks and the top level, never its caller's blocks. One that was defined inside a block sees, between the
/// two, the names that were round its `def`, with the values that they had there.
package struct Scopes: Sendable {
    private struct Block: Sendable {
        var names: [String] = []
        var values: [Value] = []
        /// What a function took along: it may be read, not changed.
        var isTakenAlong = false
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

    /// nil where the variable holds no list, or is none.
    package func lengthOfList(_ name: String) -> Int? {
        if case .list(let values)? = self[name] { return values.count }
        return nil
    }

    /// Puts values behind those of a list, in its place. False where the variable holds no list.
    package mutating func append(_ values: [Value], toListNamed name: String) -> Bool {
        for block in stride(from: blocks.count - 1, through: base, by: -1) {
            guard let index = blocks[block].names.lastIndex(of: name) else { continue }
            return Self.append(values, to: &blocks[block].values[index])
        }
        guard var value = globals[name] else { return false }
        // Held once only, or it would be copied.
        globals[name] = .nothing
        defer {
            globals[name] = value
            changes += 1
        }
        return Self.append(values, to: &value)
    }

    private static func append(_ values: [Value], to value: inout Value) -> Bool {
        guard case .list(var list) = value else { return false }
        value = .nothing
        list.append(contentsOf: values)
        value = .list(list)
        return true
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

    /// The variables of the blocks that are open in this function, each with its innermost value.
    package var surroundings: Surroundings {
        var result = Surroundings()
        for block in blocks[base...] {
            for (name, value) in zip(block.names, block.values) { result.values[name] = value }
        }
        return result
    }

    /// Opens a block with what a function took along; comes after `openFunction`.
    package mutating func openSurroundings(of function: FunctionValue, _ surroundings: Surroundings) {
        let last = blocks.count - 1
        var values = surroundings.values
        // It may call itself.
        values[function.name] = .function(function)
        blocks[last].names = Array(values.keys)
        blocks[last].values = Array(values.values)
        blocks[last].isTakenAlong = true
        blocks.append(Block())
    }

    /// The name is one that the running function took along.
    package func isTakenAlong(_ name: String) -> Bool {
        blocks[base...].last { $0.names.contains(name) }?.isTakenAlong ?? false
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

/// What a function that is defined inside a block takes along: the names round it, by value.
package struct Surroundings: Sendable {
    package var values: [String: Value] = [:]

    package init() {}
}
