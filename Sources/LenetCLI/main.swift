#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import ArgumentParser
import CKernels
import LenetCommands

// ^C sets a flag that training and the prompt ask for; nothing is torn down in the middle.
lenet_interrupt_install()

do {
    var command = try LenetCommand.parseAsRoot(CommandWords.arranged(Array(CommandLine.arguments.dropFirst())))
    try command.run()
} catch {
    exit(ErrorExit.code(for: error))
}
