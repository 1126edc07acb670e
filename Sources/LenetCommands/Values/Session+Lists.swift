import LenetSyntax

extension Session {
    /// A list of these values, where there is room: lists in lists share what they hold, so a few lines could make one that
    /// would take for ever to print, or one too deep to be taken apart again.
    package func list(_ values: [Value], at span: Span) throws -> Value {
        var room = limits.listLength
        switch Self.size(of: values, depth: limits.listDepth, &room) {
        case .fits: return .list(values)
        case .tooDeep: throw Failure(.tooDeep, at: span)
        case .tooMany: throw Failure(.tooLong(what: "list", limit: limits.listLength), at: span)
        }
    }

    /// `xs += [x]`, in a time that does not grow with the list: all of it is counted only where its number of values has doubled, or what
    /// is put behind it is large. False where the variable holds no list.
    func append(_ values: [Value], toListNamed name: String, at span: Span) throws -> Bool {
        var room = 64
        let isSmall = Self.size(of: values, depth: 2, &room) == .fits
        guard let before = scopes.lengthOfList(name) else { return false }
        let after = before + values.count
        let hasDoubled = after.leadingZeroBitCount < before.leadingZeroBitCount
        if !isSmall || hasDoubled || after > limits.listLength, case .list(let list)? = scopes[name] {
            _ = try self.list(list + values, at: span)
        }
        return scopes.append(values, toListNamed: name)
    }

    private enum Size { case fits, tooDeep, tooMany }

    /// Stops counting where it is too much.
    private static func size(of values: [Value], depth: Int, _ room: inout Int) -> Size {
        if depth == 0 { return .tooDeep }
        room -= values.count
        if room < 0 { return .tooMany }
        for case .list(let inner) in values {
            let size = size(of: inner, depth: depth - 1, &room)
            guard size == .fits else { return size }
        }
        return .fits
    }
}
