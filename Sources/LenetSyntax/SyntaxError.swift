import LenetCards

/// A mistake in a text and its place: the fact, without a sentence. `SyntaxErrorWriter` says it.
package struct SyntaxError: Sendable, Hashable {
    package var mistake: Mistake
    package var span: Span

    init(_ mistake: Mistake, _ span: Span) {
        self.mistake = mistake
        self.span = span
    }
}

package enum Mistake: Sendable, Hashable {
    case lexical(LexicalMistake)
    case expression(ExpressionMistake)
    case statement(StatementMistake)
    case sentence(SentenceMistake)
    case definition(DefinitionMistake)
}

/// What stood where something else was expected.
package enum Found: Sendable, Hashable {
    case token(String)
    case text
    case endOfLine, endOfText, endOfEmbed
}

/// What the lexer cannot read.
package enum LexicalMistake: Sendable, Hashable {
    /// `.5`
    case leadingPoint(String)
    /// `2.`; the digits before the point.
    case trailingPoint(String)
    case numberTooLong(limit: Int)
    case numberTooLarge(String)
    case numberTooSmall(String)
    /// `2pi`
    case numberRunsIntoWord(number: String, word: String)
    /// `3x3x3`
    case malformedSize(String)
    case sizeOutOfRange(String)
    case unterminatedText
    case loneBraceInText
    case unknownEscape(String)
    /// The `{` of a text.
    case unclosedEmbed
    case strayQuote
    case curlyQuotes
    /// A name with letters outside a to z; `meant` spells it with them, if it can be guessed.
    case unusualName(String, meant: String?)
    case unusualOperator(found: String, meant: String)
    case invisibleCharacter(UInt32)
    case unexpectedCharacter(String)
    case strayBackslash
    case ellipsis
    case halfOpenRange
    case sourceTooLong(bytes: Int, limit: Int)
}

/// What is wrong within a value.
package enum ExpressionMistake: Sendable, Hashable {
    case tooDeep(limit: Int)
    case tooLong(limit: Int)
    /// `//`
    case foreignComment(String)
    /// `&&`, `**`, `%`
    case foreignOperator(found: String, meant: String)
    /// `a < b < c`
    case chainedComparison(suggestion: String, whole: Span)
    case rangeOfRange
    /// `1..10 log`
    case missingPointCount(String)
    case unaryPlus
    /// `a == not b`
    case looseNot
    /// `2(x)`
    case callOfNumber(String)
    /// `'adam'`; what stands between.
    case singleQuotes(String)
    case keywordAsValue(String)
    case unknownSymbol(String)
    case braceAsValue
    case emptyParentheses
    case missingValue(found: Found, after: String?)
    /// `True`
    case foreignLiteral(found: String, meant: String)
    /// `evaluate.accuracy`
    case fieldOfVerb(String)
    case verbAsValue(String)
    case commaInParentheses
    case wrongCloser(open: String, found: String, opener: Span)
    case expectedCloser(open: String, found: Found, opener: Span)
    case missingComma
    case missingField(found: Found, base: String)
    /// `model.fit(…)`
    case foreignMethod(found: String, meant: ForeignForm)
    /// `xs[1:3]`
    case slice
    case emptyIndex
    /// `adam(lr=0.1)`
    case labelWithEquals(String)
    /// `adam(lr 0.1)`
    case labelWithoutColon(String)
    case emptyEmbed
    case emptyFormat
    case unexpectedInEmbed(found: Found)
}

/// What is wrong with a statement as a whole.
package enum StatementMistake: Sendable, Hashable {
    case surplusCloser(String)
    case unclosed(String)
    case continuationAtEnd
    case unknownStatement(String, verbs: [String])
    /// A word for a statement of ours that its card knows.
    case foreignStatement(found: String, meant: String)
    /// A form of another language: `import`, `elif`.
    case foreignForm(found: String, meant: ForeignForm)
    /// `x := 3`
    case walrus(String)
    /// `x++`
    case increment(String, String)
    /// `dense 10` outside a model.
    case layerOutsideModel(String)
    /// `epochs: 5` on a line of its own.
    case labelAsStatement(String)
    /// `xs[0] = 3`
    case assignmentToValue(String)
    /// `if x = 3`
    case assignmentInCondition(String)
    case missingName(for: NameUse, found: Found)
    case doubleEqualsInAssignment(String)
    case severalNames
    case letWithoutValue(String, found: Found)
    case letWithOperator(String, String)
    case chainedAssignment
    case keywordAsName(String, NameUse)
    case verbAsName(String, NameUse)
    /// `if x:`
    case colonBlock(String)
    /// `if x then`
    case thenWord(String)
    case braceOnNextLine
    case missingBlock(after: String, found: Found)
    case statementAfterBlock(found: Found)
    case strayComma
    case unexpected(found: Found)
    case missingCondition(String, found: Found)
    case missingCount(found: Found)
    case missingLoopValues(String, found: Found)
    case forForm(found: Found)
    case outsideLoop(String)
    case returnOutsideFunction
    case misplacedElse(followsBlock: Bool)
    case includeInBlock
    case includeWithoutText(found: Found)
    case includeWithExpression
    case includeMissing(String, reason: String)
    /// `through`: the includes on the way back to the file, outermost first.
    case includeCycle(String, through: [Span])
    case includeTooDeep(limit: Int)
    case tooManyIncludes(limit: Int)
}

/// What is wrong with a verb's object or clauses.
package enum SentenceMistake: Sendable, Hashable {
    /// `=`, `:` or `,` between clauses.
    package struct Punctuation: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable { case equals = "=", colon = ":", comma = "," }
        package var span: Span
        package var kind: Kind
        /// The clause's word and its value as written; empty for a comma.
        package var word: String
        package var value: String
    }

    case verbCalled(String, example: String?)
    case foreignTopic(found: String, meant: String, verb: String)
    case unknownTopic(String, verb: String, topics: [String])
    case missingTopic(verb: String, topics: [String], found: Found)
    /// `compare sgd, adam`
    case listWithoutBrackets(String)
    /// `load "mnist"`
    case sourceInQuotes(String?)
    case missingSource(found: Found)
    /// `load mnist()`
    case sourceCalled(String)
    case punctuation(Punctuation, others: [Punctuation])
    case repeatedClause(String, first: Span)
    /// `train lenet5`
    case modelInSentence(String, phrase: String)
    /// `train sgd`
    case ruleWithoutWith(String, phrase: String)
    /// `nesterov true`
    case flagWithValue(String, isTrue: Bool)
    case missingClauseValue(
        String, domain: Domain?, example: String?, phrase: String, found: Found, flags: [String])
    /// `meant` is nil where ours is no clause but stands behind the verb.
    case foreignClause(found: String, meant: String?, phrase: String, value: String?, isFlag: Bool)
    case unknownClause(String, phrase: String, clauses: [String], kind: Card.Kind)
    case unexpectedWord(String, phrase: String)
    /// `train --lr 0.1`
    case dashes(phrase: String)
    case valueWithoutWord(found: Found, phrase: String, clauses: [String])
    case missingObject(phrase: String, domain: Domain, example: String, summary: String, found: Found)
    case missingClause(String, phrase: String, domain: Domain, example: String)
}

/// What is wrong in an optimizer, a schedule, a landscape, a model, a function.
package enum DefinitionMistake: Sendable, Hashable {
    case nested(kind: String)
    /// `let optimizer mine …`
    case letBeforeDefinition(String)
    case repeatedParameter(String, first: Span)
    /// `optimizer mine(lr: 0.1)`
    case parameterWithColon(String)
    case dialectAfterParameters(String, name: String)
    case missingRuleBody(kind: String, name: String, found: Found)
    case missingFormula(name: String, found: Found)
    case missingParameters(String, found: Found)
    case missingDialect(found: Found)
    case modelWithoutName
    case letInRule
    case stateWithoutStart(String, word: String, found: Found)
    case onlyForm(found: Found)
    case notARuleLine(found: Found, kind: String)
    case notALayer(found: Found)
    case foreignLayer(found: String, meant: String)
    case unknownLayer(String, layers: [String])
    case controlInModel(String)
    /// `dense(64)`
    case layerCalled(String)
    /// `3 x 3`
    case spacedSize
    case twoActivations(String, String, first: Span)
}
