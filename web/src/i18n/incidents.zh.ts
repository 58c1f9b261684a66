/** The emergency desk: one incident, many departments. */
export const incidents = {
  title: '应急事件', tab: { list: '事件', plans: '预案', duties: '职责' }, live: '实时更新',
  none: '当前没有处置中的事件。', noneHint: '橙色、红色预警会在此提议立案；也可以手动立案，或用演示城市开展演练。', failed: '未能读取事件：{why}。地图与预警不受影响。', loading: '正在读取事件', missing: '没有事件 {id}，或它不在您部门的范围内。', notAllowed: '查看应急事件需要登录，并有相应的角色。',
  view: { open: '处置中', ended: '已结束' }, endedNone: '还没有结束的事件。', drill: '演练', drillBand: '演练 · 不是真实事件', pace: '时钟 {n} 倍速',
  proposals: '建议立案', affected: '将影响 {n} 处', openFrom: '立案', create: '手动立案', startDrill: '开展演练', since: '{at} 起',
  stage: { received: '已接警', verified: '已核实', assessed: '已研判', responding: '处置中', stoodDown: '已终止响应', closed: '已归档', dismissed: '不成立' },
  step: { opened: '接警', verified: '核实', assessed: '研判', reported: '上报', responded: '响应', updated: '续报', stoodDown: '终止', reviewed: '评估' }, toCome: '未到',
  grade: { I: 'Ⅰ级', II: 'Ⅱ级', III: 'Ⅲ级', IV: 'Ⅳ级', none: '未定级' }, gradeWord: { I: '特别重大', II: '重大', III: '较大', IV: '一般' }, gradeTitle: '事件分级', proposed: '建议 {grade}', noProposal: '按已知情况未达到任何一级的标准，由指挥判定。', reasons: '依据', notVerified: '条款待核对',
  commander: '指挥长', noCommander: '未指定指挥长', openedBy: '{who} 于 {at} 立案', opened: '立案',
  clocks: '时限', clockOn: '还剩 {span}', clockOver: '超时 {span}', clockKept: '已按时完成', clockLate: '超时完成', clockDue: '{at} 到期', escalated: '已上报：{who}', noClocks: '没有计时中的时限。', more: '已停止 {n} 项', nextDue: '最近时限',
  tasks: '任务', tasksNone: '还没有任务。套用预案，或按职责派发。', addTask: '派发任务', taskLate: '超时 {n}', taskCount: '{done} / {all} 完成', owner: '牵头', coOwners: '配合', assignee: '责任人', due: '期限', evidence: '所需凭据', percent: '{n}%', refusedWhy: '拒绝理由：{why}', attachHere: '上传凭据', atPlace: '地点',
  state: { open: '待接收', accepted: '已接收', started: '进行中', done: '已完成', refused: '已拒绝', cancelled: '已取消' },
  evidenceKind: { photo: '照片', measurement: '测量值', document: '文件', position: '位置', text: '说明' },
  taskAction: { accept: '接收', start: '开始', progress: '报进展', done: '完成', refuse: '拒绝', reassign: '转派', cancel: '取消', reopen: '重开' },
  timeline: '时间线', timelineNone: '还没有记录。', decisions: '决定', affectedTab: '影响', files: '附件', filesNone: '还没有附件。', review: '评估', overview: '概况', conditions: '终止条件', groups: '工作组', links: '关联事件', departments: '参与部门', part: { lead: '牵头', responsible: '负责', assist: '配合', asked: '应邀' },
  met: '已满足', unmet: '未满足', waived: '已豁免', automatic: '自动判定',
  arrivals: '预计到达', arrivalsNone: '未预计影响其他设施。', arrived: '已到达', inSpan: '{span}后', peak: '峰值 {at}', sampling: '取样计划', samplingNone: '此事件没有取样计划。', sampleWindow: '{from} – {to}，最佳 {best}', makeSampling: '按计划派发取样', showOnMap: '在图上查看',
  report: '事件报告', export: '导出归档', map: '地图', present: '{n} 人在看', whoLooks: '正在看的人', back: '返回列表', here: '回到事件 {title}',
  action: { verify: '核实', dismiss: '不成立', assess: '研判定级', reportUpward: '上报', commander: '指定指挥长', respond: '启动响应', update: '续报进展', grade: '调整级别', facts: '更新情况', decide: '下达决定', note: '记一笔', group: '设工作组', condition: '确认条件', standDown: '终止响应', reopen: '恢复响应', review: '评估归档', link: '关联事件', plan: '套用预案', sampling: '派发取样', tasks: '派发任务' },
  do: '确定', doing: '正在提交', cancel: '取消', actFailed: '未能完成：{why}。', changed: '刚有人改过，已读入最新状态，请再看一眼。', mayNot: '当前没有您可执行的操作。', moreActions: '更多',
  field: { title: '标题', text: '说明', reason: '理由', summary: '过程与结论', causes: '原因', lessons: '经验教训（一行一条）', improvements: '改进措施（一行一条）', costs: '费用（一行一项：项目 金额元）', grade: '级别', facts: '已知情况', deaths: '死亡人数', poisoned: '中毒人数', evacuated: '疏散人数', lossYuan: '直接损失（元）', waterSource: '饮用水源', crossBorder: '跨界', person: '人员', department: '部门', coOwners: '配合部门', dueMinutes: '时限（分钟）', to: '报送对象', type: '报告类型', plan: '预案', condition: '条件', group: '工作组', incident: '事件编号', relation: '关系', isReal: '情况属实', waived: '豁免', met: '已满足', scenario: '情景', drill: '这是演练', pace: '时钟倍速', demo: '同时启动演示情景', percent: '完成百分比', measurement: '测量值（如 化学需氧量 320 mg/L）', asset: '设施', choose: '请选择' },
  reportType: { initial: '初报', update: '续报', final: '处理结果报告' }, waterSources: { none: '未涉及', township: '乡镇', county: '县级', prefecture: '地市级' }, crossBorders: { none: '不跨界', county: '跨县', prefecture: '跨地市', province: '跨省', international: '跨国' }, relations: { related: '相关', causes: '引起', causedBy: '由其引起', partOf: '属于' },
  scenario: { effluentBreach: '出水超标', illegalDischarge: '偷排', pumpFailure: '泵站故障', sewerOverflow: '污水溢流', pipeCollapse: '管道塌陷', toxicGas: '氯气或甲烷', reclaimedContamination: '再生水污染', storm: '暴雨内涝', sourceThreatened: '水源受威胁' },
  demoScenario: { illegalDischarge: '偷排', pumpTrip: '水泵跳闸', effluentBreach: '出水超标', blockage: '管道堵塞', storm: '暴雨' },
  kind: { opened: '立案', verified: '核实', dismissed: '判定不成立', assessed: '研判', reported: '上报', commanded: '指定指挥长', responded: '启动响应', updated: '续报', graded: '调整级别', factsSet: '更新情况', decided: '决定', noted: '记录', grouped: '设工作组', conditionSet: '确认条件', stoodDown: '终止响应', reopened: '恢复响应', reviewed: '评估归档', linked: '关联事件', warningsSet: '预警增减', planned: '套用预案', tasksAdded: '派发任务', taskChanged: '任务变化', attached: '附件', marked: '图上标绘', unmarked: '移除标绘', outlook: '影响更新', clockWarned: '时限将到', clockLapsed: '时限已过' }, platform: '平台',
  attach: '上传文件', uploading: '正在上传', attachRule: '照片、PDF、Office、CSV，每个不超过 20 MB', evaluation: '演练评估', kept: '按时', lapsed: '超时', running: '计时中', tookMinutes: '{took} / {due} 分钟',
  marks: { tools: '标绘', point: '点', line: '线', polygon: '面', text: '文字', measure: '测距', finish: '完成', undo: '撤销上一个', remove: '移除', removeAsk: '移除这个标绘', hint: '在图上点击；双击或回车完成，Esc 取消。', colour: '颜色', colours: { red: '红', orange: '橙', yellow: '黄', blue: '蓝', black: '黑' }, textAsk: '标注文字', pointer: '指给大家看', none: '没有标绘' },
  plans: { title: '应急预案', none: '还没有预案。', failed: '未能读取预案：{why}。', tasks: '任务 {n} 项', groups: '工作组', resources: '资源', sampling: '取样', minutes: '{n} 分钟内', symptoms: '适用' },
  duties: { title: '部门职责', hint: '哪个部门牵头、哪些配合，按主题与政策条款；任务由此派发。', topic: '主题', lead: '牵头', responsible: '责任', assist: '配合', source: '依据', edit: '修改', failed: '未能读取职责：{why}。', verified: '已核对', unverified: '待核对', reason: '修改理由', own: '本市修订，{who}' },
};

export const wall = {
  quiet: '城市运行平稳', quietHint: '没有处置中的事件，没有预警。', incidents: '处置中的事件', next: '最近时限', lapsed: '超时', openWarnings: '预警', openAlarms: '待应答报警', tasks: '任务完成', drills: '演练',
};

export const field = {
  title: '现场任务', none: '没有派给您或本部门的任务。', signIn: '登录后查看任务', offline: '没有网络。操作已记下，恢复后按顺序送出。', waiting: '{n} 项待送出', sendNow: '立即重试', refused: '服务器未接受：{why}', discard: '知道了', photo: '拍照', photoAdded: '照片 {n} 张待送出', position: '报位置', located: '位置已记录', noPosition: '未能取得位置：{why}', says: '说明（可不填）', measure: '测量值', evidence: '还需：{what}', finish: '完成任务', back: '返回', go: '去这里', others: '已结束的任务', updated: '{at} 更新', stored: '这是 {at} 存下的任务', isWaiting: '待送出',
};
