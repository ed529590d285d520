# jicai 集采核查. `make help` lists what there is; README.md tells what for.
#
#   make demo    install what is missing, build, run the example, show the top of the rankings
#   make test    install what is missing, build, run every test
#   make check   format, layers, warnings as errors, tests under ASan and UBSan
#
# BUILD=dir builds elsewhere, V=1 shows commands.

BUILD    ?= build
CC       := gcc
CSTD     := -std=gnu11
WARN     := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla -Wundef
OPT      ?= -O3 -g
SAN      ?=
CPPFLAGS := -D_GNU_SOURCE -Iinclude -Isrc
CFLAGS   := $(CSTD) $(WARN) $(OPT) $(SAN) -fno-strict-aliasing -pthread
PKGS     := sqlite3 xlsxwriter freexl libzip libisal zlib libdeflate expat libutf8proc inih libcjson nettle gmp libxml-2.0
Q        := $(if $(V),,@)

# Debian 12 and Ubuntu 24.04 packages: to build and run, to test, to check.
APT_BUILD := gcc libc6-dev pkg-config libsqlite3-dev libxlsxwriter-dev libfreexl-dev libzip-dev libisal-dev zlib1g-dev \
             libdeflate-dev libexpat1-dev libutf8proc-dev libinih-dev libcjson-dev nettle-dev libgmp-dev libxml2-dev
APT_TEST  := libcriterion-dev unzip
APT_CHECK := clang-format-14 git

MODULES := base table store ingest rules report cli
SRC     := $(foreach m,$(MODULES),$(wildcard src/$(m)/*.c))
OBJ     := $(SRC:src/%.c=$(BUILD)/obj/%.o)
LIBOBJ  := $(filter-out $(BUILD)/obj/cli/main.o,$(OBJ))
LIB     := $(BUILD)/libjicai.a
BIN     := $(BUILD)/jicai
ASSETS  := $(sort $(wildcard src/*/*.sql src/sql/*/*.sql src/report/*/*.sql src/*/*.tsv src/*/*.txt src/cli/sample/* src/report/*.css src/report/docx/*.xml \
             catalogs/*.csv catalogs/INDEX.tsv))
# SQLite goes into the program where its archive is at hand: calls within a shared library cost a tenth of what it does.
SQLITE_A  = $(filter /%,$(shell $(CC) -print-file-name=libsqlite3.a))
LDLIBS   = $(patsubst -lsqlite3,$(if $(SQLITE_A),$(SQLITE_A) -ldl,-lsqlite3),$(shell pkg-config --libs $(PKGS))) -lm -pthread
PKGFLAGS = $(shell pkg-config --cflags $(PKGS))

.PHONY: all help demo test tests unit golden fixtures worlds bulletin one-file fault check objects format layers bench bench-months bench-check deps deps-test deps-check clean install docs
.DEFAULT_GOAL := all

all: deps ; $(Q)$(MAKE) --no-print-directory -j$$(nproc) $(BIN)

help: ## this list
	@echo 'jicai 集采核查'; grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

# ---- what a fresh machine needs -------------------------------------------------------------------

have    = command -v $(1) >/dev/null 2>&1
install_ = if [ "$$(id -u)" = 0 ]; then S=; else S=sudo; fi; \
           echo "安装缺少的软件包 / installing: $(1)"; \
           $$S env DEBIAN_FRONTEND=noninteractive apt-get update -qq && \
           $$S env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null

deps: ## install the packages that the build needs, if any is missing
	@if ! { $(call have,gcc) && $(call have,pkg-config) && pkg-config --exists $(PKGS); }; then \
	  $(call install_,$(APT_BUILD)); fi
deps-test: deps
	@if ! { [ -f /usr/include/criterion/criterion.h ] && $(call have,unzip); }; then $(call install_,$(APT_TEST)); fi
deps-check: deps-test
	@if ! { $(call have,clang-format-14) && $(call have,git); }; then $(call install_,$(APT_CHECK)); fi

# ---- build ----------------------------------------------------------------------------------------

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(if $(Q),@echo "  CC $<")
	$(Q)$(CC) $(CPPFLAGS) $(PKGFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/embed: tools/embed.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CSTD) -O1 -o $@ $<

$(BUILD)/assets.lst: FORCE
	@mkdir -p $(@D); printf '%s\n' $(ASSETS) > $@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@
FORCE:

$(BUILD)/assets.S: $(BUILD)/embed $(ASSETS) $(BUILD)/assets.lst
	$(Q)$(BUILD)/embed $(ASSETS) > $@
$(BUILD)/assets.o: $(BUILD)/assets.S
	$(Q)$(CC) -c -o $@ $<

$(LIB): $(LIBOBJ) $(BUILD)/assets.o
	$(Q)rm -f $@; ar rcs $@ $^

# The database from which new ones begin; what is made of the library without it begins with the schema.
FRESH := $(BUILD)/fresh.o
$(BUILD)/fresh: tools/fresh.c $(LIB)
	$(Q)$(CC) $(CPPFLAGS) $(PKGFLAGS) $(CFLAGS) -o $@ $^ $(LDLIBS)
$(BUILD)/fresh.db: $(BUILD)/fresh
	$(Q)$< $@
$(FRESH): $(BUILD)/fresh.db $(BUILD)/embed
	$(Q)$(BUILD)/embed --as jc_fresh_store $< > $(BUILD)/fresh.S && $(CC) -c -o $@ $(BUILD)/fresh.S

$(BIN): $(BUILD)/obj/cli/main.o $(LIB) $(FRESH)
	$(if $(Q),@echo "  LD $@")
	$(Q)$(CC) $(SAN) -o $@ $< $(FRESH) $(LIB) $(LDLIBS)

$(BUILD)/mkdata: $(wildcard tools/mkdata*.c) $(wildcard tools/mkdata*.h) $(LIB)
	$(Q)$(CC) $(CPPFLAGS) -Itools $(PKGFLAGS) $(CFLAGS) -o $@ $(filter %.c,$^) $(LIB) $(LDLIBS)

-include $(OBJ:.o=.d)

# ---- tests: every tests/unit/*.c is one Criterion binary ------------------------------------------

# They are run once or twice, so that optimizing them costs more than it gains. Those of the rules and reports have nothing in
# their databases but what they write.
TESTS := $(patsubst tests/unit/%.c,$(BUILD)/test/%,$(wildcard tests/unit/*.c))
$(filter $(addprefix $(BUILD)/test/,ingest_% explain_% store_fresh),$(TESTS)): $(FRESH)
$(BUILD)/test/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(if $(Q),@echo "  TEST $<")
	$(Q)$(CC) $(CPPFLAGS) $(PKGFLAGS) $(CFLAGS) -O0 -MMD -MP -MF $@.d -MT $@ -Itests -o $@ $< $(filter %.o,$^) $(LIB) $(LDLIBS) -lcriterion
-include $(TESTS:=.d)

# Criterion opens every descriptor that the limit allows; a leak shows only if the sanitizer aborts. The longest go first.
LONGEST := explain_sums ingest_versions ingest_load rules_supply rules_fulfil report_publish rules_match ingest_kinds
SUITES  := $(patsubst %,run-%,$(LONGEST) $(filter-out $(LONGEST),$(notdir $(TESTS))))
unit: $(SUITES) ## the unit tests; run-NAME is one suite, -k goes on after one that fails
.PHONY: $(SUITES)
$(SUITES): run-%: $(BUILD)/test/%
	$(Q)ulimit -n 1024; ASAN_OPTIONS=abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1 $<

golden: $(BIN) fixtures ## the real binary on the examples, compared with what tests/golden says it prints
	$(Q)tests/golden/run.sh $(BIN)

fixtures: $(BIN) ## what dump says of every file in tests/data/files, compared with the .dump beside it
	$(Q)tests/data/run.sh $(BIN)

# The rules again, computed plainly and apart from the product, on worked examples and on random small worlds.
$(BUILD)/worlds: $(wildcard tests/world/*.c) $(wildcard tests/world/*.h)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CSTD) $(WARN) -O2 -g -D_GNU_SOURCE -o $@ $(filter %.c,$^) -lm
$(BUILD)/worked: tests/worked/run.c tests/world/table.c tests/world/table.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(CSTD) $(WARN) -O2 -g -D_GNU_SOURCE -o $@ $(filter %.c,$^)
WORLDS ?= 1000
worlds: $(BIN) $(BUILD)/worlds $(BUILD)/worked $(BUILD)/test/explain_worlds ## worked examples, and 1 000 random worlds against a second implementation
	$(Q)$(BUILD)/worked $(BIN) $(BUILD)/worked-cases tests/worked/*.txt
	$(Q)$(BUILD)/worlds $(BIN) $(BUILD)/worlds-kept 1 $(WORLDS)
	$(Q)rm -rf $(BUILD)/worlds-told; mkdir $(BUILD)/worlds-told
	$(Q)for i in $$(seq 1 40 $(WORLDS)); do $(BUILD)/worlds --make $(BUILD)/worlds-told/$$i $$i > /dev/null || exit 1; done
	$(Q)ulimit -n 1024; JICAI_WORLDS=$(BUILD)/worlds-told $(BUILD)/test/explain_worlds

bulletin: $(BIN) ## the figures of 通报.docx again from the sheets, and the file opened by LibreOffice where there is one
	$(Q)tests/bulletin/run.sh $(BIN)

fault: $(BIN) ## imports that are killed, disks that are full
	$(Q)tests/fault/run.sh $(BIN)

one-file: $(BIN) ## a rule and a sheet added in one file each, seen everywhere
	$(Q)tests/one_file.sh $(BUILD) '$(CC) $(SAN)' '$(LDLIBS)'

test: deps-test ## install what is missing, build, run every test
	$(Q)$(MAKE) --no-print-directory -j$$(nproc) $(BIN) $(TESTS)
	$(Q)$(MAKE) --no-print-directory -k -j$$(nproc) --output-sync=target worlds golden unit bulletin one-file fault

# 3 = done, and some rows were refused: the example has dirt in it on purpose.
DEMO := $(BUILD)/demo
demo: all ## build, run the example, show the top of the rankings and where the workbook lies
	@mkdir -p $(DEMO)
	@$(BIN) run examples/澜溪市 -o $(DEMO)/集采核查报告.xlsx --errors $(DEMO)/问题.csv || [ $$? = 3 ]

# ---- check: what has to hold before a change is taken ----------------------------------------------

FORMATTED := $(wildcard include/jicai/*.h src/*/*.[ch] tests/*/*.[ch] tools/*.c)
# -Og and -g1 compile in a third of the time of -O2 -g and run within 5 % of it; a program with fixed addresses starts faster.
SANITIZE  := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-pie -no-pie
ASAN       = $(MAKE) --no-print-directory -j$$(nproc) BUILD=$(BUILD)/asan OPT='-Og -g1' SAN='$(SANITIZE)'

check: deps-check ## format, layers, warnings as errors, all tests under ASan and UBSan
	$(Q)$(MAKE) --no-print-directory format layers
	$(Q)$(MAKE) --no-print-directory -j$$(nproc) BUILD=$(BUILD)/strict OPT='-O3 -g -Werror' objects
	$(Q)$(ASAN) tests
	$(Q)ASAN_OPTIONS=abort_on_error=1:quarantine_size_mb=64 $(ASAN) -k --output-sync=target golden unit

format: ## every C file as clang-format 14 writes it
	$(Q)clang-format-14 --dry-run -Werror $(FORMATTED)

layers: ## who includes whom, sizes, doubles, the screen
	$(Q)bash tests/layers.sh && tools/layers.sh

objects: $(OBJ)
tests: $(TESTS)

PREFIX ?= /usr/local
install: all ## copy the program to $(PREFIX)/bin
	install -D -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/jicai
	install -D -m 644 docs/jicai.1 $(DESTDIR)$(PREFIX)/share/man/man1/jicai.1

docs: $(BIN) ## write the pages of docs/ that are generated
	$(Q)$(BIN) help E > docs/errors.md && $(BIN) rules doc > docs/indicators.md && $(BIN) help man > docs/jicai.1

clean: ## remove everything that was built
	rm -rf $(BUILD) build-*

# ---- benchmarks: generated files, ratios to a yardstick of the same run -----------------------------

$(BUILD)/measure: tests/bench/measure.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CSTD) -D_GNU_SOURCE $(WARN) -O2 -o $@ $<
$(BUILD)/readall: tests/bench/readall.c $(LIB)
	$(Q)$(CC) $(CPPFLAGS) $(PKGFLAGS) $(CFLAGS) -o $@ $< $(LIB) $(LDLIBS)

bench: deps-test ## measure reading, import, check and report on a million generated rows
	$(Q)$(MAKE) --no-print-directory -j$$(nproc) $(BIN) $(BUILD)/mkdata $(BUILD)/measure $(BUILD)/readall
	$(Q)BUILD=$(BUILD) tests/bench/bench.sh
bench-months: deps-test ## what one more month costs when MONTHS of MONTH_ROWS lines are there already
	$(Q)$(MAKE) --no-print-directory -j$$(nproc) $(BIN) $(BUILD)/mkdata $(BUILD)/measure
	$(Q)BUILD=$(BUILD) tests/bench/months.sh
bench-check: deps-test ## the same; fails if a ratio is more than 20 % worse than tests/bench/baseline.tsv
	$(Q)$(MAKE) --no-print-directory -j$$(nproc) $(BIN) $(BUILD)/mkdata $(BUILD)/measure $(BUILD)/readall
	$(Q)BUILD=$(BUILD) tests/bench/bench.sh --check
	$(Q)BUILD=$(BUILD) MONTHS=24 MONTH_ROWS=20000 RUNS=3 tests/bench/months.sh --check
