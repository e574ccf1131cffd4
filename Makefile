# Two commands matter: `make episode` renders the example, `make test` runs every test.
PYTHON ?= python3
PREFIX ?= /usr/local
CARGO  ?= cargo
EPISODE := examples/kubernetes-production-mastery/episode-01.txt

.PHONY: episode test lint bench install runtime clean

episode: runtime
	$(CARGO) build --release --locked
	./target/release/declaim render $(EPISODE) -o out

test: runtime
	$(CARGO) test --locked --no-fail-fast

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps --document-private-items

bench: runtime
	$(CARGO) bench --locked

runtime:
	@$(PYTHON) scripts/fetch_runtime.py

# bin/declaim finds lib/declaim beside itself, and voices that are put into share/declaim/voices; the default voice is
# in the program. No environment variable is needed.
install: runtime
	$(CARGO) build --release --locked
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/declaim $(DESTDIR)$(PREFIX)/share/declaim/voices
	install -m 755 target/release/declaim $(DESTDIR)$(PREFIX)/bin/declaim
	cp -R .runtime/. $(DESTDIR)$(PREFIX)/lib/declaim/

clean:
	$(CARGO) clean
	rm -rf out
