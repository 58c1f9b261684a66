/** Signing in, one's own account, and who may do what. */
export const signIn = {
  title: 'Sign in', name: 'Account', password: 'Password', code: 'Code or recovery code', codeHint: '6 digits from the authenticator', enter: 'Sign in', entering: 'Signing in', show: 'Show the password', hide: 'Hide the password',
  refused: 'The account or the password is not right.', codeRefused: 'The code is not right, or was used already.', wantsCode: 'The password is right. Enter the code that the authenticator shows.', locked: 'Too many attempts: the account is locked until {at} ({span} left). Try again then, or ask an administrator for a reset.', lockedSoon: 'The lock has ended; try again.', often: 'Too many attempts; wait a little and try again.', failed: 'Could not sign in: {why}.',
  mustChange: 'This is a one-time password. Choose one of your own to go on.', closed: 'Sign in to see this platform.', firstHint: 'At the first start, the server prints the administrator’s account and one-time password on its terminal.', without: 'Only look at the map, without signing in',
};

export const account = {
  title: 'My account', menu: 'Account menu', department: 'Department', roles: 'Roles', regions: 'Regions', everywhere: 'The whole city', name: 'Account', signOut: 'Sign out', people: 'People and rights', key: 'Key', keyHint: 'This tab acts with the key {name}', leaveKey: 'Stop using the key', nobody: 'Not signed in',
  rights: 'Rights', noRights: 'No right to change anything',
  sessions: 'Sessions', sessionsHint: 'A session ends after 8 hours without use, and after 24 hours in any case.', endAll: 'End all sessions', endAllAsk: 'End the sessions of {name} on all devices, this one included?', yes: 'End them', no: 'Cancel', failed: 'That failed: {why}.',
  password: 'Change the password', now: 'Password now', next: 'New password', again: 'New password again', rule: 'At least 12 characters, 5 of them different; a long sentence beats odd signs.', tooShort: '{n} more characters wanted', tooPlain: 'Too few different characters', differs: 'The two differ', same: 'The new password is the one of now', change: 'Change the password', changed: 'The password is changed; all other sessions have ended.',
  second: 'Second factor', secondOn: 'On: signing in asks for the code of your authenticator. If the phone is lost, an administrator can take it away.', secondOff: 'Off. With it, whoever only knows the password cannot sign in.', enrol: 'Turn on', confirmFirst: 'Enter your password first', begin: 'Next', scan: 'Scan the code with an authenticator (FreeOTP, Microsoft Authenticator …), then enter the 6 digits that it shows.', manual: 'Type this key where scanning does not work', verify: 'Turn on', qr: 'QR code of the second factor',
  recovery: 'Recovery codes', recoveryHint: 'Shown this once. Without the phone at hand, each of them stands for one code. Write them down or print them and keep them safe.', copy: 'Copy', copied: 'Copied', kept: 'I have kept them',
};

export const people = {
  title: 'People and rights', count: '{n} people', add: 'Add a person', find: 'Name, account or department', none: 'Nobody fits.', noneYet: 'There is nobody else yet. After adding someone, tell them the one-time password in person or by phone.', loading: 'Reading the people', failed: 'The people could not be read: {why}.', notAllowed: 'Managing people needs the role of administrator.', all: 'All departments',
  fullName: 'Full name', name: 'Account', nameHint: '2 to 40 letters, digits, dots, hyphens', department: 'Department', roles: 'Roles', regions: 'Regions', regionsHint: 'Separated by commas; empty for the whole city', state: 'State', second: 'Second factor',
  states: { active: 'Active', disabled: 'Disabled', mustChange: 'Password to be changed', locked: 'Locked until {at}' }, on: 'On', off: 'Off',
  edit: 'Change', save: 'Save', saving: 'Saving', cancel: 'Cancel', saved: 'Saved', disable: 'Disable', enable: 'Enable', disableAsk: 'Disable {name}? Their sessions end at once; the record of what they did stays.', enableAsk: 'Enable the account of {name} again?',
  reset: 'Reset the password', resetAsk: 'Give {name} a new one-time password? All their sessions end at once, and a lock ends.', resetSecond: 'Also take the second factor away (for a lost phone)', endSessions: 'End sessions', endAsk: 'End all sessions of {name}?', ended: 'The sessions have ended',
  secret: 'One-time password', secretHint: 'Shown this once. Tell it to {name} in person or by phone; it must be changed at the first sign-in.', copy: 'Copy', copied: 'Copied', done: 'Told', gives: 'May: {what}', chosen: 'The chosen roles together may', nothing: 'Look only',
};

export const scopes = {
  read: 'look', 'readings:write': 'write readings', 'networks:write': 'import networks', 'clock:write': 'run the replay clock', 'devices:write': 'register devices', 'devices:command': 'command devices', 'standards:write': 'revise standards', 'alarms:write': 'handle alarms', 'retention:write': 'hold data', 'rules:write': 'write rules', 'people:write': 'manage people', 'audit:read': 'read the audit', 'forecast:write': 'forecast and what-if', 'ledger:write': 'enter statistics', 'condition:write': 'enter inspections', 'orders:write': 'give work orders', 'orders:act': 'carry out work orders', 'demo:run': 'run the demo', 'dashboard:read': 'runtime dashboard',
};
