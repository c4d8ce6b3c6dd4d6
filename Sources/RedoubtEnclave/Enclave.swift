internal import CRedoubtABI
internal import CRedoubtEnclave
public import RedoubtABI

/// The enclave that this program is.
public enum Enclave {
    /// Serves an interface on all threads of the enclave.
    ///
    /// Does not return.
    ///
    /// Call it at the end of `main`, once what the service needs is ready. As many calls run at the same
    /// time as threads are declared; the service guards its state with ``Mutex``.
    public static func serve<Dispatcher: ECALLDispatcher>(_ dispatcher: Dispatcher) -> Never {
        #if hasFeature(Embedded)
        ThreadServer.start { interface, method, arguments, reply in
            guard interface == Dispatcher.fingerprint.rawValue else { return .unknownInterface }
            return dispatcher.dispatch(method, &arguments, &reply)
        }
        #else
        fatalError(
            "This is an enclave built as an ordinary program. Build it with `redoubt build`."
        )
        #endif
    }

    /// Makes calls to the host.
    ///
    /// A call can be made while the enclave serves a call, on the same thread. Before
    /// ``serve(_:)``, nobody in the host listens, and every call fails with
    /// ``HostCallError/notServed``.
    public static var host: Host { Host() }

    /// The number of threads, and so of calls that run at the same time.
    public static var threadCount: Int {
        #if hasFeature(Embedded)
        unsafe Int(redoubt_platform().pointee.thread_count)
        #else
        1
        #endif
    }

    /// Fills an array with random bytes.
    ///
    /// They come from the processor's generator, mixed with a seed from the platform. An enclave whose
    /// processor has no randomness left is stopped.
    public static func randomBytes(count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            #if hasFeature(Embedded)
            if let start = buffer.baseAddress {
                // SAFETY: the buffer has room for `count` bytes.
                unsafe redoubt_random(start, count)
            }
            #else
            var generator = SystemRandomNumberGenerator()
            for index in 0..<count {
                unsafe buffer[index] = UInt8.random(in: .min ... .max, using: &generator)
            }
            #endif
            initialized = count
        }
    }

    /// What seals an enclave, as its monitor says.
    public enum Isolation: Equatable, Sendable {
        /// A jailed process.
        case process
        /// A virtual machine.
        case virtualization
        /// None: the code runs in a test, outside an enclave.
        case none
    }

    /// What seals this enclave.
    public static var isolation: Isolation {
        #if hasFeature(Embedded)
        let value = unsafe redoubt_platform().pointee.isolation
        return value == REDOUBT_ISOLATION_VIRTUALIZATION.rawValue ? .virtualization : .process
        #else
        .none
        #endif
    }

    /// Who started this enclave's monitor, as the monitor says.
    ///
    /// With ``PlatformMode/development`` the host's user can stop and kill the monitor, and could have put
    /// another in its place. Outside of an enclave, in a test, it is that too.
    public static var platformMode: PlatformMode {
        #if hasFeature(Embedded)
        let value = unsafe redoubt_platform().pointee.mode
        return value == REDOUBT_PLATFORM_SERVICE.rawValue ? .service : .development
        #else
        .development
        #endif
    }

    /// Whether the memory of this enclave is out of the reach of other processes of the machine,
    /// root's too, as far as the backend promises.
    public static var hasPrivateMemory: Bool {
        #if hasFeature(Embedded)
        unsafe redoubt_platform().pointee.memory == REDOUBT_MEMORY_PRIVATE.rawValue
        #else
        false
        #endif
    }
}
