# SPDX-License-Identifier: Apache-2.0
"""Debian 12's vsmartcard-vpicc (the program vicc) lies outside Python's path and asks for the module name Crypto. With
this folder on PYTHONPATH its files are used as they are: the path and python3-pycryptodome's name are supplied here."""
import importlib
import sys

sys.path.append("/usr/lib/python3/site-packages/virtualsmartcard")
sys.modules["Crypto"] = importlib.import_module("Cryptodome")
for name in ("Cipher", "Cipher.DES3", "Cipher.DES", "Cipher.AES", "Cipher.ARC4", "Hash", "Hash.SHA", "PublicKey",
             "PublicKey.RSA", "Random", "Util", "Util.number"):
    sys.modules["Crypto." + name] = importlib.import_module("Cryptodome." + name)
