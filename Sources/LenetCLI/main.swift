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
import LenetEngine

// ^C sets a flag that training and the prompt ask for; nothing is torn down in the middle.
lenet_interrupt_install()
// A parent that keeps signals from its own threads hands that on to its children.
var interrupts = sigset_t()
sigemptyset(&interrupts)
sigaddset(&interrupts, SIGINT)
pthread_sigmask(SIG_UNBLOCK, &interrupts, nil)

do {
    var command = try LenetCommand.parseAsRoot(CommandWords.arranged(Array(CommandLine.arguments.dropFirst())))
    if let refused = Kernels.refused {
        let runnable = Kernels.available.map(\.name).joined(separator: ", ")
        throw ValidationError("LENET_KERNELS says '\(refused)'; this processor runs \(runnable)")
    }
    try command.run()
} catch {
    exit(ErrorExit.code(for: error))
}
