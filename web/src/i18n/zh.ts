import { access, files, laboratory } from './intake.zh';
import { compliance, risk, standards } from './risk.zh';
import { playbackZh } from './playback';
import { alarms } from './alarms.zh';
import { limits, mapping } from './checks.zh';
import { devices, marks } from './devices.zh';
import { rules } from './rules.zh';
import { forecast } from './forecast.zh';
import { field, incidents, wall } from './incidents.zh';
import { account, people, scopes, signIn } from './people.zh';
import { ledger } from './ledger.zh';
import { condition } from './condition.zh';
import { orders } from './orders.zh';
import { imports } from './imports.zh';

/** The page's words in Chinese: the source that English follows key by key. */
const zh = {
  playback: playbackZh,
  imports,
  forecast,
  ledger,
  condition,
  orders,
  alarms,
  app: { name: '一张图', full: '污水和再生水监管一张图', skip: '跳到要事列表' },
  nav: { label: '主导航', map: '地图', alarms: '报警', alarmKpis: '报警指标', alarmDefinitions: '报警定义', forecast: '预报', forecastSkill: '预报成绩', forecastPlants: '水厂展望', forecastWhatIfs: '情景推演', assets: '资产', ledger: '指标', ledgerStatistics: '统计填报', ledgerTargets: '政策目标', ledgerReport: '指标报表', condition: '管道状况', conditionPlan: '更新计划', conditionInflow: '外来水', orders: '工单', devices: '设备', compliance: '合规', standards: '标准', files: '文件', laboratory: '化验', limits: '数据检查', mapping: 'MQTT 映射', rules: '规则', incidents: '应急', incidentPlans: '预案', incidentDuties: '职责', incident: '应急事件', wall: '大屏', imports: '导入管网', importDraft: '导入审查', signIn: '登录', account: '我的账户', people: '人员与权限', settings: '设置' },
  bar: {
    search: '搜索', night: '切换到夜间', day: '切换到日间', language: 'Switch to English', about: '关于',
    otherLanguage: 'EN', help: '键盘操作', fold: '收起要事栏', unfold: '展开要事栏', warnings: '要事',
  },
  clock: {
    live: '实时', demo: '演示', replay: '回放', expected: '预报', lost: '已断开', connecting: '连接中',
    rate: '{rate} 倍速', label: '城市时间 {time}，{mode}', weekday: { 0: '周日', 1: '周一', 2: '周二', 3: '周三', 4: '周四', 5: '周五', 6: '周六' },
  },
  time: {
    justNow: '刚刚', ago: '{span}前', seconds: '{n} 秒', minutes: '{n} 分', minutesSeconds: '{m} 分 {s} 秒', hours: '{h} 小时 {m} 分', days: '{n} 天',
  },
  connection: {
    lost: '与服务器的连接自 {since} 中断，图上为当时的状态，数值正在变旧。正在自动重连。',
    waiting: '正在连接服务器…', noCity: '服务器未应答（{why}），正在自动重试。',
  },
  level: { none: '正常', blue: '提示', yellow: '关注', orange: '预警', red: '告警' },
  kind: {
    manhole: '检查井', pipeSegment: '管段', pumpStation: '泵站', weir: '溢流堰', orifice: '孔口', outlet: '出流口', storageTank: '调蓄池',
    treatmentPlant: '污水处理厂', reclaimedPlant: '再生水厂', reuseIntake: '再生水取水口', drainer: '排水户', outfall: '排放口',
    rainGauge: '雨量站', riverSection: '河段', riverNode: '河流节点', valve: '阀门', unknown: '资产',
  },
  pipeClass: { unknown: '未分类', sewer: '污水', storm: '雨水', combined: '合流', reclaimed: '再生水', river: '河道' },
  warning: {
    what: { surcharge: '水位壅高', overflow: '溢流', pumpTripped: '水泵跳闸', qualityBreach: '{quantity}超标', qualityLow: '{quantity}不足', expectedOverflow: '预计溢流', expectedSurcharge: '预计水位壅高', expectedPumpCapacity: '预计超出泵站能力', expectedPlantLoad: '预计进水超负荷', expectedTankFull: '预计调蓄池蓄满' },
    expecting: '{where}{what}，约 {at}（最早 {earliest}），可能性 {percent}%', expects: '约 {at}（最早 {earliest}），可能性 {percent}%',
    title: '{where} · {what}',
    opening: '{where}自 {since} 起{what}', since: '{since} 起',
    measured: '，{quantity} {value}', measuredOver: '，{quantity} {value}（限值 {limit}）',
    measuredOnly: '，{value}', measuredOverOnly: '，{value}（限值 {limit}）', measuredBack: '，现已回落到 {value}（限值 {limit}），待稳定',
    downstream: '，预计 {at} 影响到{first}', upstream: '，预计 {at} 壅水至{first}', arrived: '，已于 {at} 影响到{first}',
    more: '，随后波及 {n} 处', moreArrived: '，共波及 {n} 处', nothing: '，未预计影响其他设施', ended: '，已于 {at} 结束', stop: '。',
    left: '后影响', toImpact: '{span}后影响', arrivedShort: '已影响', lasting: '持续',
    advice: '建议', announce: '新{level}：{sentence}',
    list: '要事', none: '当前无预警', noneThen: '中断之前没有预警', noneHint: '有设施壅水、溢流、跳闸或水质超标时，会在此按缘由列出：将影响何处、还有多久、该做什么。',
    recent: '最近结束', loading: '正在读取预警', failed: '未能读取预警：{why}。地图与实时数值不受影响。', retry: '重试',
    related: '由此引起 {n} 处', show: '在图上查看', close: '关闭预警详情', detail: '预警详情', in: '{span}后',
    cause: '起因', effects: '影响顺序', effectsNone: '未预计影响其他设施。', peak: '峰值 {at}',
    missing: '没有找到预警 {id}。它可能早已结束，或链接不完整。', levelCount: '{level} {n} 起',
  },
  advice: {
    surcharge: '查下游是否淤堵或泵站停运，必要时强排。',
    overflow: '派抽排车到场、设警示围挡，查清下游堵点。',
    pumpTripped: '派人到站复位，投用备用泵；来不及则压减上游来水。',
    qualityBreach: '到现场取样核实，追溯上游来源。',
    qualityBreachDrainer: '责令停排并取样留证，通知下游处理厂调整进水。',
    qualityBreachPlant: '加密出水取样，切入事故池或回流，查工艺段。',
    qualityBreachReclaimed: '暂停供水并通知取水用户，切回自来水补给。',
    qualityBreachRiver: '沿河加密取样，溯源上游排放口。',
    expectedOverflow: '看预报里试算过的措施；提前腾空调蓄池、备好抽排车。', expectedSurcharge: '提前降低泵站集水井水位，核查下游闸门。', expectedPumpCapacity: '投用备用泵，压减可控来水。',
    expectedPlantLoad: '通知处理厂腾出调节容积，错峰输送。', expectedTankFull: '趁雨前排空，错开下游高峰。',
  },
  asset: {
    panel: '资产详情', close: '关闭资产详情', live: '实时', attributes: '静态属性', upstream: '上游', downstream: '下游', none: '无',
    noReadings: '此处没有测点。沿管网的预计影响仍会显示在图上。', missing: '没有编号为 {id} 的资产。可能已改名，或链接不完整。',
    failed: '未能读取此资产：{why}。地图与预警不受影响。', retry: '重试', loading: '正在读取资产', jump: '定位', copy: '复制链接', copied: '已复制',
    traceDown: '下游去向', traceUp: '上游来源', traceNone: '到此为止，没有更多设施。', traceFailed: '追踪失败：{why}。',
    traceSummary: '共 {n} 处，最远 {far}，历时 {span}', historyNone: '近 {hours} 小时没有数据',
    catchment: '汇水区', region: '辖区', id: '编号', running: '运行', stopped: '停止', tripped: '跳闸', healthy: '正常',
    chart: '{name}，近 {hours} 小时，最小 {min}，最大 {max}', largeChart: '放大曲线', closeChart: '关闭曲线',
    warningHere: '此处有预警', position: '坐标', large: '{name} 曲线',
    span: {
      title: '时段', hours: '6 时', day: '日', week: '周', month: '月', year: '年', all: '全部', own: '自选', from: '开始日期', to: '结束日期', none: '此时段没有数据。', failed: '未能读取历史：{why}。',
      wrongWay: '请选择开始与结束日期，开始不晚于结束。', readings: '逐值 {n} 点', means: '均值 {n} 点', dropped: '部分逐值数据已超保存期限，仅存小时汇总',
    },
  },
  quality: { good: '正常', outOfRange: '超出量程', sourceFault: '仪表故障', sourceMaintenance: '维护中', suspect: '存疑', belowDetection: '低于检出限', ...marks },
  provenance: { measured: '实测', entered: '人工录入', estimated: '估算', simulated: '模拟', laboratory: '化验' },
  attribute: {
    diameterM: '管径', lengthM: '长度', fullDepthM: '满深', designFlowM3s: '设计流量', invertElevationM: '管底高程', roughness: '糙率', slope: '坡度',
    startDepthM: '启泵液位', stopDepthM: '停泵液位', storageAreaM2: '池面积', dryWeatherInflowM3s: '旱季入流', class: '类别', shape: '断面', widthM: '宽度', heightM: '高度',
    fromOffsetM: '起端偏移', toOffsetM: '末端偏移', isPressurised: '有压', hasFlapGate: '拍门', from: '起点', to: '终点', groundElevationM: '地面高程', intervalSeconds: '采集间隔', material: '管材', yearBuilt: '建成年份', process: '工艺', effluentStandard: '出水标准', permit: '排水许可证', industryName: '行业', permittedFlowM3PerDay: '许可排水量', sewerLimitClass: '纳管等级', standard: '水质标准', useName: '用途', designM3PerDay: '设计规模', yes: '有',
  },
  shape: { circular: '圆形', egg: '蛋形', rectangularClosed: '矩形（封闭）', rectangularOpen: '矩形（明渠）', trapezoidal: '梯形', arch: '拱形', custom: '异形', other: '其他' },
  spill: {
    title: '假如在此泄漏', quantity: '污染物', concentration: '浓度', flow: '流量', minutes: '历时', run: '推算', running: '推算中…',
    result: '将到达 {n} 处', none: '不会到达其他设施。', failed: '推算失败：{why}。',
  },
  search: {
    title: '搜索资产', placeholder: '名称或编号', none: '没有与“{q}”相符的资产。试试编号的一部分，或设施种类，如“泵站”。', failed: '搜索失败：{why}。',
    hint: '↑ ↓ 选择 · Enter 前往 · Esc 关闭', results: '{n} 个结果', start: '输入名称或编号的一部分，如“泵站”“W-12”。',
  },
  map: {
    label: '城市管网地图', layers: '图层', style: '着色', styles: { class: '管线类别', fill: '充满度', level: '预警等级', expected: '预计充满度与等级', difference: '与预报相差' },
    layer: { symbols: '设施符号', warnings: '预警', labels: '名称', districts: '行政区', graticule: '经纬网' },
    legend: '图例', zoomIn: '放大', zoomOut: '缩小', home: '回到全城', tiles: '底图',
    loading: '正在读取管网', failed: '未能读取管网 {network}：{why}。预警与资产列表仍可使用。', empty: '还没有管网',
    emptyHint: '用 ./twin import 导入 SWMM 管网，或用 ./twin run 打开演示城市。', network: '管网', more: '地图设置',
  },
  legend: { fill: '充满度 {from}–{to} %', fillOver: '充满度 > {from} %', unknown: '无数据', stale: '数据陈旧', estimated: '估算', coming: '影响将至', hidden: '管径小于 {mm} mm 的管段在此比例尺下略去' },
  hover: { cluster: '{n} 处设施', zoom: '点击放大' },
  list: {
    title: '资产', filter: '筛选', where: '筛选条件', whereHint: '如 level > 0.8*full and kind = pumpStation', kinds: '种类', allKinds: '全部种类', apply: '应用', clear: '清空',
    id: '编号', name: '名称', kind: '种类', level: '状态', value: '主要数值', fill: '充满度',
    examples: { warned: '有预警', fullest: '充满度 > 80 %', stale: '数据陈旧' },
    next: '下一页', previous: '上一页', page: '第 {n} 页', none: '没有符合条件的资产。放宽条件，或清空后再试。', noAssets: '还没有资产。导入管网后在此列出。',
    failed: '未能读取资产：{why}。地图与预警不受影响。', shown: '{n} 个', shownMore: '前 {n} 个', loading: '正在读取资产', text: '名称或编号',
  },
  settings: {
    title: '设置', appearance: '外观', theme: '主题', night: '夜间', day: '日间', language: '语言', units: '单位与坐标', flow: '流量单位', flowAuto: '自动', coordinates: '坐标显示',
    decimal: '十进制度', dms: '度分秒', tiles: '底图瓦片', tilesNone: '服务器未配置底图瓦片。自带的行政区、河流与经纬网始终可用。', tilesFrom: '来源：{attribution}',
    saved: '设置保存在本浏览器，立即生效。', motion: '动效遵循系统的“减少动态效果”设置。', reset: '恢复默认',
  },
  about: {
    title: '关于', runtime: '运行时', runtimeEmbedded: '内嵌（单机）', runtimeOrleans: 'Orleans（可扩展）', version: '版本', networks: '管网', revision: '第 {n} 版', assets: '{nodes} 个节点 · {links} 条管线 · {points} 个测站',
    license: '许可', close: '关闭', demo: '此为演示城市，数据由模拟产生。', unreachable: '服务器未应答，以下为上次所知。', base: '底图',
  },
  help: {
    title: '键盘操作', close: '关闭', search: '搜索', list: '在列表中上下移动', enter: '打开选中项', escape: '关闭 / 取消选择', help: '本帮助', wall: '大屏模式', fold: '收起或展开要事栏',
    zoom: '放大 / 缩小地图', pan: '移动地图（焦点在地图上时）', home: '回到全城', tab: '在各区域间移动', play: '播放 / 暂停（回放时）', step: '前后 1 分钟，按住 Shift 为 1 小时（回放时）', theme: '切换主题',
  },
  error: {
    network: '服务器没有应答', timeout: '服务器超时未答', status: '服务器答复 {status}', malformed: '服务器的答复无法识别', notFound: '没有这一项',
  },
  access,
  files,
  laboratory,
  devices,
  risk,
  compliance,
  standards,
  limits,
  mapping,
  rules,
  signIn,
  account,
  people,
  scopes,
  incidents,
  wall,
  field,
};

export default zh;
export type Messages = typeof zh;
