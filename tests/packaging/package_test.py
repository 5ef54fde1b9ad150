#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The Debian package holds the right files, its program runs from where it is unpacked, and its units are units.

Usage: package_test.py BUILD_FOLDER ROOT
"""

import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

FILES = {  # path: permissions
    "usr/bin/daicho": 0o755,
    "usr/sbin/daicho-init": 0o755,
    "usr/lib/systemd/system/daicho.service": 0o644,
    "usr/lib/sysusers.d/daicho.conf": 0o644,
    "usr/share/daicho/policies/b-consulting.yaml": 0o644,
    "usr/share/doc/daicho/copyright": 0o644,
    "usr/share/doc/daicho/changelog.gz": 0o644,
    "usr/share/doc/daicho/docs/README.md": 0o644,
    "usr/share/doc/daicho/docs/ja/README.md": 0o644,
    "usr/share/doc/daicho/spec/http.yaml": 0o644,
}
FOLDERS = ("usr/bin/", "usr/sbin/", "usr/lib/systemd/system/", "usr/lib/sysusers.d/", "usr/share/")
LIBRARIES = ("libc6", "libssl3", "librocksdb", "libargon2", "libicu", "libcurl4", "libsimdjson", "libfyaml", "systemd")
# What makes the unit hard; taking one away is a decision, not an accident.
HARDENING = ("User=daicho", "StateDirectoryMode=0700", "LoadCredentialEncrypted=passphrase:", "LimitCORE=0",
             "ProtectSystem=strict", "ProtectHome=yes", "PrivateDevices=yes", "NoNewPrivileges=yes",
             "CapabilityBoundingSet=\n", "MemoryDenyWriteExecute=yes", "SystemCallFilter=@system-service",
             "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "UMask=0077", "MemorySwapMax=0")


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **options).stdout


def faults_of_files(unpacked):
    held = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    for path, mode in FILES.items():
        if path not in held:
            yield f"{path} is missing"
        elif stat.S_IMODE((unpacked / path).stat().st_mode) != mode:
            yield f"{path} is not {mode:o}"
    for path in sorted(held):
        if not path.startswith(FOLDERS):
            yield f"{path} does not belong into a package"
        if (unpacked / path).stat().st_mode & 0o7022:
            yield f"{path} can be written by others, or changes its user"


def faults_of_control(package, version):
    fields = dict(re.findall(r"^ ?(\w[\w-]*): (.*)$", run("dpkg-deb", "--field", package), re.MULTILINE))
    if fields["Version"] != version:
        yield f"the version is {fields['Version']}, that of the program {version}"
    for library in LIBRARIES:
        if library not in fields["Depends"]:
            yield f"Depends does not name {library}"


def faults_of_program(unpacked, version):
    program = unpacked / "usr/bin/daicho"
    if run(program, "--version").strip() != f"daicho {version}":
        yield "the unpacked program does not say its version"
    if "not found" in run("ldd", program):
        yield "a library of the unpacked program is not there"
    checked = run(program, "policy", "check", unpacked / "usr/share/daicho/policies/b-consulting.yaml")
    if "errors: 0" not in checked:
        yield "the unpacked program does not take the policy that comes with it"


def faults_of_units(unpacked, folder):
    units = sorted((unpacked / "usr/lib/systemd/system").iterdir())
    service = (unpacked / "usr/lib/systemd/system/daicho.service").read_text(encoding="utf-8")
    for line in HARDENING:
        if line not in service:
            yield f"daicho.service has no {line.strip()}"
    if not shutil.which("systemd-analyze"):
        print("systemd-analyze is not here: the units are not verified")
        return
    for unit in units:  # verified as if the package were installed where it is unpacked
        text = unit.read_text(encoding="utf-8").replace("/usr/", f"{unpacked}/usr/")
        (folder / unit.name).write_text(text, encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", "--man=no", *(str(folder / unit.name) for unit in units)],
                              capture_output=True, text=True, check=False)
    if verified.returncode != 0 or "daicho" in verified.stderr:
        yield f"systemd-analyze verify: {verified.stderr}"


def faults_of_scripts(unpacked, control):
    for script in ("postinst", "prerm", "postrm"):
        run("sh", "-n", control / script)
    run("sh", "-n", unpacked / "usr/sbin/daicho-init")
    if "rm " in (control / "postrm").read_text(encoding="utf-8"):
        yield "postrm removes something: the register is not the package's to remove"


def main():
    build, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    version = run(build / "daicho", "--version").strip().removeprefix("daicho ")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpacked, control, units = folder / "unpacked", folder / "control", folder / "units"
        units.mkdir()
        package = run(root / "packaging/build-deb", build, folder).strip()
        run("dpkg-deb", "--extract", package, unpacked)
        run("dpkg-deb", "--control", package, control)
        faults = [*faults_of_files(unpacked), *faults_of_control(package, version),
                  *faults_of_program(unpacked, version), *faults_of_units(unpacked, units),
                  *faults_of_scripts(unpacked, control)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
