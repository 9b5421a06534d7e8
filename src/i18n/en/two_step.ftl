two-step-title = Two-step log-in
two-step-text = After your password we ask for a code that an app on your telephone shows. Whoever learns your password still cannot log in.
two-step-is-on = On since
two-step-is-off = Not set up
two-step-left = { $n ->
    [0] No recovery code is left: make new ones.
    [one] One recovery code is left.
   *[other] { $n } recovery codes are left.
}
two-step-begin = Set it up
two-step-must = The team must have it, so it stays on.
two-step-must-first = The team must have it. Set it up to go on.
two-step-set-up = Set up two-step log-in
two-step-app = Open an app for codes on your telephone. Any that reads a QR code will do; many password managers are one, too.
two-step-scan = Scan this picture with it.
two-step-picture = QR code with the secret; the same secret stands below as text
two-step-type = Or type this secret into it:
two-step-here = Open an app on this device
two-step-first-code = Type the code that the app shows now.
two-step-app-code = Code from the app
two-step-turn-on = Switch it on
two-step-wrong-new = This is not the code the app should show now. Check that the clock of the device is right, and type the newest code.
two-step-now-on = Two-step log-in is on. Your other sessions were ended.
two-step-recovery = Recovery codes
two-step-recovery-text = Each works once, in place of a code from the app. Keep them where you find them without your telephone: this is the only time they are shown.
two-step-kept = I have kept them
two-step-new-codes = New recovery codes
two-step-new-codes-text = The old ones stop working.
two-step-new-codes-button = Make new recovery codes
two-step-move = Another telephone or app
two-step-move-text = The old app works until the new one is confirmed.
two-step-move-button = Move to another app
two-step-off = Switch it off
two-step-off-text = The password alone will let anyone in.
two-step-off-button = Switch two-step log-in off
two-step-code = Code
two-step-code-hint = 6 digits from the app, or a recovery code
two-step-wrong = This code is wrong, too old, or was used before. Wait for the next one and type it.
two-step-wait = Too many codes were tried. Try again in { $n ->
    [one] a second
   *[other] { $n } seconds
}.
two-step-enter = The code from your app
two-step-enter-text = Your password is right. Now the second step.
two-step-lost = No telephone at hand? Use a recovery code. If you have none either, write to the team: an administrator can help.
two-step-from-start = Log in as someone else
two-step-prove-title = A code, once more
two-step-oblige = Who must have it
two-step-oblige-text = Whoever of the team has not set it up is asked to do so before anything else.
two-step-oblige-box = The team must use two-step log-in
two-step-self-first = Set it up for yourself first.
two-step-team = The team
two-step-missing = { $n ->
    [0] Everyone has it.
    [one] One person has not set it up.
   *[other] { $n } people have not set it up.
}
two-step-reset = Somebody lost telephone and codes
two-step-reset-text = Make sure that it is them: call back, or see them. It is switched off, their sessions end, they are told by mail, and it stands in the audit record.
two-step-reset-self = Not your own: use your settings, or ask another administrator.
two-step-reset-nobody = Nobody of that name has two-step log-in.
two-step-reset-button = Switch it off for them
two-step-reason = Reason
two-step-reason-hint = For the record: how you know that it is them.
two-step-shut = This server cannot check the codes of your app at the moment. A recovery code works, or write to the team: an administrator can help.
