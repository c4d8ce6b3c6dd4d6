# The verbs of this repository. Each sets up what it needs.
.PHONY: demo test check format bench bench-report bench-verify fuzz tsan

REDOUBT = .build/debug/redoubt

# Builds host side, monitor and enclave, launches the enclave, and does the main job.
demo:
	swift build --product redoubt
	swift build --product registry
	$(REDOUBT) build RegistryEnclave
	.build/debug/registry

# Suites that launch no enclave and start no process.
PURE = ^(RedoubtABITests|RedoubtAttestationTests|RedoubtEnclaveTests|RedoubtMacrosTests)\.

# All tests. The enclaves that they launch are built by the tests themselves.
test:
	swift build --build-tests
	swift test --skip-build --filter '$(PURE)'
	# One test at a time: many launch enclaves that spin, and more of them than processors slow all down.
	swift test --skip-build --no-parallel --skip '$(PURE)'

# Format, without changing anything.
check:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Examples Benchmarks Attacks Fuzzing

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests Examples Benchmarks Attacks Fuzzing

# Figures of a release build, beside their peers in the same run. The first build takes minutes.
bench:
	swift build -c release --static-swift-stdlib --product redoubt
	swift build -c release --static-swift-stdlib --product redoubtd
	.build/release/redoubt bench

# The same, written to docs/PERFORMANCE.md.
bench-report:
	swift build -c release --static-swift-stdlib --product redoubt
	swift build -c release --static-swift-stdlib --product redoubtd
	.build/release/redoubt bench --report docs

# The verification of quotes beside dcap-qvl, in the same run and on the same processor. The first run installs it.
bench-verify:
	swift build -c release --static-swift-stdlib --product redoubt
	Benchmarks/verify-peer.py

# Random input for the readers of files, a minute each: fails with the inputs that break a promise.
fuzz:
	swift build --product redoubt
	REDOUBT_FUZZING=1 swift build --package-path Fuzzing -c release --sanitize fuzzer \
		-Xswiftc -load-plugin-executable -Xswiftc "$(CURDIR)/.build/debug/RedoubtMacros-tool#RedoubtMacros"
	Fuzzing/run 60

# The host's side in use by many tasks for a minute, under a thread sanitizer.
tsan:
	swift build --product redoubt
	swift build --product redoubt-monitor
	$(REDOUBT) build FixtureEnclave
	REDOUBT_FUZZING=1 swift build --sanitize thread --scratch-path .build-tsan --product host-stress \
		-Xswiftc -DREDOUBT_THREAD_SANITIZER \
		-Xswiftc -load-plugin-executable -Xswiftc "$(CURDIR)/.build/debug/RedoubtMacros-tool#RedoubtMacros"
	# A planted race has to be found, or silence says nothing.
	.build-tsan/debug/host-stress race 2>&1 | grep "SUMMARY: ThreadSanitizer"
	.build-tsan/debug/host-stress .build/enclaves/FixtureEnclave.enclave .build/debug/redoubt-monitor 60
