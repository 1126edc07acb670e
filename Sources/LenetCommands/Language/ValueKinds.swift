import LenetSyntax

/// What sort of value a variable holds, where the text alone tells: each time that the name is given a value, anywhere in the
/// script, it is the result of the same verb.
struct ValueKinds {
    private var kinds: [String: String] = [:]
    private var others: Set<String> = []

    init() {}

    init(_ block: Block) { read(block.statements) }

    subscript(name: String) -> String? { others.contains(name) ? nil : kinds[name] }

    private mutating func read(_ statements: [Statement]) {
        for statement in statements {
            switch statement {
            case .assignment(let assignment): note(assignment.name.text, assignment)
            case .conditional(let conditional):
                for branch in conditional.branches { read(branch.body.statements) }
                if let otherwise = conditional.otherwise { read(otherwise.statements) }
            case .forLoop(let variable, _, let body, _):
                others.insert(variable.text)
                read(body.statements)
            case .repeatLoop(_, let body, _), .whileLoop(_, let body, _), .include(_, let body, _): read(body.statements)
            case .definition(.function(let function)):
                others.formUnion(function.parameters.map(\.name.text))
                read(function.body.statements)
            default: break
            }
        }
    }

    private mutating func note(_ name: String, _ assignment: Assignment) {
        guard assignment.operation == nil, case .sentence(let sentence) = assignment.value.form,
            let kind = ValueCards.kind(returnedBy: sentence.verb.text), kinds[name] == nil || kinds[name] == kind
        else {
            others.insert(name)
            return
        }
        kinds[name] = kind
    }
}
