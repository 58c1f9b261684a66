/** Words of work orders. */
export const orders = {
  tab: '工单', title: '工单', failed: '未能完成：{why}。', loading: '正在读取工单', none: '没有未完成的工单。可从此处新建。', need: '办理工单需要密钥', current: '未完成', make: '新建工单', close: '关闭',
  kind: { inspection: '巡检', cleaning: '清淤', repair: '修复', calibration: '校准' }, state: { open: '待办', started: '进行中', done: '已完成', cancelled: '已取消' }, origin: { hand: '人工', rule: '规则', plan: '更新计划' },
  due: '{at} 前', overdue: '已逾期', nobody: '未指派', checklist: '检查清单', items: '{done} / {all}', start: '开始', finish: '完成', cancel: '取消工单', comment: '备注', note: '备注或取消理由', log: '经过', what: { make: '新建', assign: '指派', start: '开始', tick: '勾选', untick: '撤销勾选', finish: '完成', cancel: '取消', comment: '备注' },
  form: { asset: '设施', kind: '类型', title: '内容', due: '期限', assignee: '负责人', checklist: '检查清单（每行一项）', save: '下达', saving: '正在提交' }, defaults: { inspection: '检查井盖与井壁\n量测液位与淤深\n拍照', cleaning: '围挡与通风\n有害气体检测\n清淤后量测淤深', repair: '围挡与通风\n有害气体检测\n修复后闭水检查', calibration: '标准液核查\n更换试剂\n记录偏差' },
};
