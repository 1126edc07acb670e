import LenetSyntax

/// The parameters of a definition by kind: a default of true or false makes a flag, a list's a list (schedules have them), all
/// others are numbers.
struct RuleParameters: Sendable, Hashable {
    /// In the order of the definition, `lr` among them.
    var numbers: [ParameterDeclaration] = []
    var flags: [ParameterDeclaration] = []
    var lists: [ParameterDeclaration] = []

    init(_ declarations: [ParameterDeclaration]) {
        for declaration in declarations {
            if case .boolean = declaration.default?.form {
                flags.append(declaration)
            } else if case .list = declaration.default?.form {
                lists.append(declaration)
            } else {
                numbers.append(declaration)
            }
        }
    }

    func isNumber(_ name: String) -> Bool { numbers.contains { $0.name.text == name } }
    func isFlag(_ name: String) -> Bool { flags.contains { $0.name.text == name } }
    func isList(_ name: String) -> Bool { lists.contains { $0.name.text == name } }
    var hasRate: Bool { isNumber("lr") }

    /// The default of a flag, or 1 and 0 for one.
    func defaultFlag(_ name: String) -> Bool {
        guard case .boolean(let value) = flags.first(where: { $0.name.text == name })?.default?.form else { return false }
        return value
    }
}
