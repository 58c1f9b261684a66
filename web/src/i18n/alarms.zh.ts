/** Words of the page of alarms. */
export const alarms = {
  title: '报警', waiting: '{n} 组待确认', live: '实时', lost: '自 {at} 断开，列表停在当时', loading: '正在读取报警', failed: '未能读取：{why}。',
  none: '当前无报警', noneHint: '需要人处置的情况会在此按起因列出：剩余响应时间、谁已确认、该做什么。', views: '报警分类', detail: '报警详情', close: '关闭报警详情',
  tab: { list: '报警列表', kpis: '指标', definitions: '报警定义' },
  view: { shown: '当前', shelved: '搁置', suppressed: '按设计抑制', outOfService: '停用', ended: '已结束' },
  empty: { shelved: '没有搁置的报警。', suppressed: '没有被设计条件抑制的报警。', outOfService: '没有停用的报警。', ended: '还没有结束的报警。' },
  state: { normal: '正常', unacknowledged: '未确认', acknowledged: '已确认', returned: '已恢复未确认', shelved: '搁置', suppressed: '按设计抑制', outOfService: '停用' },
  priority: { critical: '紧急', high: '高', medium: '中', low: '低' },
  severity: { minor: '轻微', moderate: '一般', major: '较大', severe: '严重' },
  action: {
    acknowledge: '确认', unacknowledge: '撤销确认', shelve: '搁置', unshelve: '取消搁置', comment: '备注', assign: '指派', suppress: '按设计抑制', unsuppress: '解除抑制', outOfService: '停用', returnToService: '恢复使用',
  },
  change: {
    changed: '更新', nested: '归并', standing: '久未恢复', chattering: '抖动', escalated: '升级', commented: '备注', assigned: '指派给', cleared: '恢复', raised: '报警', realarmed: '再次报警', unshelved: '取消搁置',
    unsuppressed: '解除抑制', suppressed: '抑制', shelved: '搁置', returnedToService: '恢复使用', removedFromService: '停用', acknowledged: '确认', unacknowledged: '撤销确认',
  },
  by: '{who} · {at}', escalated: '已升级至{to}', overdue: '超时 {span}', over: '已恢复', members: '含 {n} 处', nested: '{n} 条随发', chattering: '抖动', stale: '久未恢复',
  flood: '报警泛滥', floodSince: '自 {at} 起，近十分钟 {n} 组。先处置紧急和高级别，其余可按起因一并确认。',
  key: { move: '移动' }, soundOn: '声音 开', soundOff: '声音 关',
  route: '{name} 接入通道', direct: '直报', device: '设备 {name}', limit: '（限值 {limit}）',
  letter: '标准状态字母', held: '{who} 于 {at}：{why}', until: '{at} 自动恢复，还有 {span}', back: '{span}后恢复', holds: '条件仍成立',
  measured: '测值', raised: '发生', times: '共 {n} 次', respondBy: '响应时限', reaches: '将影响', cause: '常见起因', consequence: '不处置后果', todo: '处置', draft: '草案，尚未由责任单位审定', onMap: '在图上查看',
  trail: '处置记录', noTrail: '还没有人处置。',
  cancel: '取消', reason: '原因', comment: '备注（可不填）', assignee: '指派给（留空则收回）', condition: '设计条件', suppressHint: '条件成立期间，该设施定义中列出的报警都不再呼叫。', shelveFor: '搁置多久', hours: '{n} 小时', withNested: '连同随发的 {n} 条一并确认', enter: '回车提交',
  drafts: '{n} 条为草案', find: '查找定义', comma: '、', allKinds: '各类设施', changedBy: '{who} 修改', grade: '{level}起 · {priority}优先级',
  kpi: {
    unverified: '限值未与标准原文核对', chart: '呼叫次数', announced: '按起因归并后', ungrouped: '逐条', standing: '当前条数', acceptable: '可接受', manageable: '可承受上限', floodLine: '泛滥线',
    most: '应不超过 {most}', met: '达到', missed: '未达到', held: '另有 {n} 条搁置、抑制或停用', waiting: '{n} 条待确认', ninety: '九成在 {span} 内，{n} 条待确认', ofAcknowledged: '按 {n} 次确认计',
    byPriority: '优先级分布 / 目标', floods: '泛滥时段', now: '至今', calls: '{n} 次呼叫', worst: '最频繁的十个', ofAll: '占全部 {share}', nothing: '此期间没有呼叫。',
    figure: { average: '每十分钟平均', peak: '十分钟最多', inFlood: '泛滥时间占比', stale: '超过一天未恢复', chattering: '抖动', standing: '当前报警', acknowledged: '确认用时中位数', inTime: '时限内确认' },
  },
  worse: '其中最急：{what}',
  seen: '{who} 已确认',
  form: {
    add: '新建定义', edit: '修改报警定义', change: '修改', id: '编号', trigger: '触发：征兆、失联或规则', title: '名称', grades: '级别、后果与响应时间', respond: '响应时间', minutes: '分钟内', makes: '{priority}优先级', kinds: '适用设施（不选为全部）',
    suppressed: '在这些条件下抑制', quietly: '恢复后不需确认', verified: '责任单位已审定', source: '由谁决定', missing: '还缺 {n} 项：没有起因、后果、处置和响应时间的不成为报警', saved: '已保存 {id}，下一个征兆起按新定义判断。', needKey: '修改报警定义需要有 alarms:write 权限的密钥。',
  },
};
