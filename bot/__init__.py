"""The machine: wiring, storage, transport, jobs, printing. No user-visible words."""
