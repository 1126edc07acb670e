extension Formatter {
    /// Whether a space stands between two pieces of a line.
    enum Spacing {
        static func stands(between pieces: [Piece], before index: Int) -> Bool {
            let (left, right) = (pieces[index - 1], pieces[index])
            switch (left.kind, right.kind) {
            case (_, .comma), (_, .semicolon), (_, .colon): return false
            case (.comma, _), (.semicolon, _), (.colon, _): return true
            case (.leftParenthesis, _), (.leftBracket, _), (_, .rightParenthesis), (_, .rightBracket): return false
            case (.leftBrace, _), (_, .leftBrace), (.rightBrace, _), (_, .rightBrace): return true
            case (_, .caret): return right.hasGap
            case (.caret, _): return left.hasGap
            case (.minus, _) where isSign(pieces, index - 1): return false
            case (_, .minus) where isSign(pieces, index): return joins(left.kind) || right.hasGap
            case (_, .range), (.range, _): return isLong(pieces, index) && right.hasGap
            case _ where joins(left.kind) || joins(right.kind): return true
            // A call touches its name, a list behind a verb does not: both mean something.
            default: return right.hasGap
            }
        }

        /// Operators between two values, with a space on both sides.
        private static func joins(_ kind: Token.Kind) -> Bool {
            switch kind {
            case .plus, .minus, .star, .slash, .assign, .addAssign, .subtractAssign, .multiplyAssign, .divideAssign, .equal, .notEqual,
                .less, .lessOrEqual, .greater, .greaterOrEqual:
                true
            default: false
            }
        }

        /// A `-` with no value before it, or one that its writer put to the value behind it: `lr -0.1`.
        private static func isSign(_ pieces: [Piece], _ index: Int) -> Bool {
            guard index > 0 else { return true }
            switch pieces[index - 1].kind {
            case .number, .size, .name, .keyword, .textStart, .singleQuoted, .rightParenthesis, .rightBracket, .rightBrace:
                return pieces[index].hasGap && index + 1 < pieces.count && !pieces[index + 1].hasGap
            default: return true
            }
        }

        /// `1..10` has no spaces; where an operator stands beside the points they are left as they were.
        private static func isLong(_ pieces: [Piece], _ index: Int) -> Bool {
            let range = pieces[index].kind == .range ? index : index - 1
            let near = [range - 1, range + 1].filter(pieces.indices.contains)
            return near.count < 2 || near.contains { pieces[$0].kind != .number && pieces[$0].kind != .name }
        }
    }
}
