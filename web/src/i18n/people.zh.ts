/** Signing in, one's own account, and who may do what. */
export const signIn = {
  title: '登录', name: '账号', password: '密码', code: '动态验证码或恢复码', codeHint: '验证器上的 6 位数字', enter: '登录', entering: '正在登录', show: '显示密码', hide: '隐藏密码',
  refused: '账号或密码不对。', codeRefused: '验证码不对，或已经用过。', wantsCode: '密码正确，请输入验证器上的动态码。', locked: '尝试次数过多，账号已锁定至 {at}（还有 {span}）。届时可再试，或请管理员重置。', lockedSoon: '锁定已解除，可以再试。', often: '尝试过于频繁，请稍候再试。', failed: '未能登录：{why}。',
  mustChange: '这是一次性密码，先改成自己的密码才能继续。', closed: '此平台需要登录后才能查看。', firstHint: '首次启动时，管理员账号与一次性密码打印在服务器的终端上。', without: '不登录，只看地图',
};

export const account = {
  title: '我的账户', menu: '账户菜单', department: '部门', roles: '角色', regions: '辖区', everywhere: '全市', name: '账号', signOut: '退出登录', people: '人员与权限', key: '密钥', keyHint: '此标签页正用密钥 {name} 操作', leaveKey: '不再使用密钥', nobody: '未登录',
  rights: '权限', noRights: '没有写入权限',
  sessions: '会话', sessionsHint: '8 小时无操作或满 24 小时后需重新登录。', endAll: '结束全部会话', endAllAsk: '结束 {name} 在所有设备上的会话？包括这里。', yes: '结束', no: '取消', failed: '未能完成：{why}。',
  password: '修改密码', now: '当前密码', next: '新密码', again: '再输一次新密码', rule: '至少 12 个字符、5 种不同字符；长句比花样更好。', tooShort: '还差 {n} 个字符', tooPlain: '不同的字符太少', differs: '两次输入不一致', same: '新密码与当前密码相同', change: '修改密码', changed: '密码已修改，其他会话已结束。',
  second: '两步验证', secondOn: '已开启：登录时要输入验证器上的动态码。换手机或丢失时请管理员解除。', secondOff: '未开启。开启后，只知道密码的人无法登录。', enrol: '开启两步验证', confirmFirst: '先输入当前密码', begin: '下一步', scan: '用验证器（如 FreeOTP、Microsoft Authenticator）扫描二维码，再输入它显示的 6 位数字。', manual: '不能扫描时手工输入密钥', verify: '确认开启', qr: '两步验证二维码',
  recovery: '恢复码', recoveryHint: '只显示这一次。手机不在身边时，每个码可代替动态码用一次。请抄下或打印，妥善保管。', copy: '复制', copied: '已复制', kept: '我已保存好',
};

export const people = {
  title: '人员与权限', count: '{n} 人', add: '添加人员', find: '姓名、账号或部门', none: '没有符合条件的人员。', noneYet: '还没有其他人员。添加后，把一次性密码当面或电话告知本人。', loading: '正在读取人员', failed: '未能读取人员：{why}。', notAllowed: '管理人员需要管理员角色。', all: '全部部门',
  fullName: '姓名', name: '账号', nameHint: '2 到 40 个字母、数字、点、横线', department: '部门', roles: '角色', regions: '辖区', regionsHint: '用逗号分隔；留空为全市', state: '状态', second: '两步验证',
  states: { active: '正常', disabled: '已停用', mustChange: '待改密码', locked: '锁定至 {at}' }, on: '已开启', off: '未开启',
  edit: '修改', save: '保存', saving: '正在保存', cancel: '取消', saved: '已保存', disable: '停用账号', enable: '恢复账号', disableAsk: '停用 {name}？其会话立即结束，留下的记录不变。', enableAsk: '恢复 {name} 的账号？',
  reset: '重置密码', resetAsk: '给 {name} 一个新的一次性密码？其全部会话立即结束，锁定解除。', resetSecond: '同时解除两步验证（手机丢失时）', endSessions: '结束会话', endAsk: '结束 {name} 的全部会话？', ended: '会话已结束',
  secret: '一次性密码', secretHint: '只显示这一次。请当面或电话告知 {name}；首次登录后必须修改。', copy: '复制', copied: '已复制', done: '已告知', gives: '可以：{what}', chosen: '所选角色合计可以', nothing: '只能查看',
};

export const scopes = {
  read: '查看', 'readings:write': '写入数据', 'networks:write': '导入管网', 'clock:write': '控制回放时钟', 'devices:write': '登记设备', 'devices:command': '操作设备', 'standards:write': '修订标准', 'alarms:write': '处置报警', 'retention:write': '保存期限', 'rules:write': '编写规则', 'people:write': '管理人员', 'audit:read': '查阅审计', 'forecast:write': '预报与推演', 'ledger:write': '填报指标', 'condition:write': '录入检测', 'orders:write': '派发工单', 'orders:act': '执行工单', 'demo:run': '运行演示', 'dashboard:read': '运行时看板',
};
