# Words the import writes beside what it brings in.
import-locked = Locked on the forum it comes from.
import-closed = Closed on the forum it comes from.
import-closed-duplicate = Already asked (closed on the forum it comes from).
import-closed-off-topic = Off topic (closed on the forum it comes from).
import-closed-unclear = Needs details or clarity (closed on the forum it comes from).
import-closed-broad = Needs more focus (closed on the forum it comes from).
import-closed-opinion = Mainly a matter of opinion (closed on the forum it comes from).
import-closed-localised = Too particular to help others (closed on the forum it comes from).
