import RedoubtControl

/// The files that make the platform service a service of systemd's.
struct PlatformFiles {
    /// The user that the service runs as.
    let user: String

    static let programFolder = "/usr/local/libexec/redoubt"
    static let programs = ["redoubtd", "redoubt-monitor"]
    static let serviceUnit = "/etc/systemd/system/redoubtd.service"
    static let socketUnit = "/etc/systemd/system/redoubtd.socket"
    static let userEntry = "/etc/sysusers.d/redoubt.conf"
    static let limits = "/etc/redoubt/redoubtd.json"

    /// The text files, by their places.
    var texts: [(path: String, text: String)] {
        [
            (Self.serviceUnit, service), (Self.socketUnit, socket), (Self.userEntry, userText),
            (Self.limits, limitsText),
        ]
    }

    private var service: String {
        """
        [Unit]
        Description=Redoubt platform service: starts the monitors of enclaves
        Requires=redoubtd.socket
        After=redoubtd.socket

        [Service]
        ExecStart=\(Self.programFolder)/redoubtd
        User=\(user)
        Group=\(user)
        StateDirectory=redoubt
        StateDirectoryMode=0700
        # Enclaves outlive the service; a restarted one finds them again.
        KillMode=process
        Restart=on-failure
        LimitNOFILE=65536
        # What memfd_secret takes counts as locked memory.
        LimitMEMLOCK=infinity
        LimitCORE=0
        UMask=0027
        NoNewPrivileges=yes
        CapabilityBoundingSet=
        ProtectSystem=strict
        ProtectHome=yes
        PrivateTmp=yes
        DevicePolicy=closed
        DeviceAllow=/dev/kvm rw
        RestrictAddressFamilies=AF_UNIX

        [Install]
        Also=redoubtd.socket

        """
    }

    private var socket: String {
        """
        [Unit]
        Description=Redoubt platform service: where hosts ask for enclaves

        [Socket]
        ListenSequentialPacket=\(PlatformSocket.standardPath)
        # Everybody may ask; the limits are for each user.
        SocketMode=0666
        DirectoryMode=0755

        [Install]
        WantedBy=sockets.target

        """
    }

    private var userText: String {
        """
        u \(user) - "Redoubt platform service" /var/lib/redoubt
        g kvm -
        m \(user) kvm

        """
    }

    private var limitsText: String {
        """
        // Limits of the Redoubt platform service. All keys are optional; restart redoubtd after a change.
        {
            // Enclaves of one user, and of all users.
            // "enclavesPerUser": 64,
            // "enclaves": 256,

            // Secure memory: bytes, a size such as "512 MiB", or the preset of a machine: "dcsv2", "dcsv3".
            // By default half of the machine's memory, and half of that for one user.
            // "secureMemoryPerUser": "dcsv2",
            // "secureMemory": "4 GiB",
        }

        """
    }
}
